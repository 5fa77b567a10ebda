// SPDX-License-Identifier: Apache-2.0
import { Popover, UnstyledButton } from "@mantine/core";
import { Link } from "react-router";
import { useT } from "@/lang";
import type { Use } from "@/lib/uses";
import classes from "./documents.module.css";

interface UsedInProps {
  uses: readonly Use[];
  /** Other documents that refer to it. */
  others?: readonly { title: string; to: string }[];
}

/** Where something is used: how many places, and on demand which. */
export function UsedIn({ uses, others = [] }: UsedInProps) {
  const t = useT();
  const count = uses.length + others.length;
  if (count === 0) return <span className={classes.none}>{t("documents.usedNowhere")}</span>;
  const journeys = [...new Set(uses.map((u) => u.journey))];
  return (
    <Popover position="bottom-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.used}>{t("documents.uses", { count })}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.uses}>
          {journeys.map((id) => {
            const here = uses.filter((u) => u.journey === id);
            return (
              <li key={id}>
                <Link to={`/journeys/${id}`}>{here[0]?.title}</Link>
                <ul>
                  {here
                    .filter((u) => u.step)
                    .map((u) => (
                      <li key={u.step}>
                        <Link to={`/journeys/${id}?step=${u.step}`}>{u.stepTitle}</Link>
                      </li>
                    ))}
                </ul>
              </li>
            );
          })}
          {others.map((other) => (
            <li key={other.to}>
              <Link to={other.to}>{other.title}</Link>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
