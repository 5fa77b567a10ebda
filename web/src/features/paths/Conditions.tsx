// SPDX-License-Identifier: Apache-2.0
import { Button, CloseButton, Popover, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useT } from "@/lang";
import { useHere } from "./here";
import classes from "./Paths.module.css";

/** Conditions on events, as chips: only events for which they hold are looked at. */
export function Conditions() {
  const t = useT();
  const { terms } = useHere();
  const [, setSearch] = useSearchParams();
  const [opened, setOpened] = useState(false);
  const change = (where: string[]) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        next.delete("where");
        for (const one of where) next.append("where", one);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      {terms.where.map((condition) => (
        <span key={condition} className={classes.condition}>
          <code>{condition}</code>
          <CloseButton
            size="xs"
            iconSize={12}
            aria-label={t("ui.removeFilter", { name: condition })}
            onClick={() => change(terms.where.filter((w) => w !== condition))}
          />
        </span>
      ))}
      <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus width={300}>
        <Popover.Target>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} />}
            onClick={() => setOpened(!opened)}
          >
            {t("paths.where.add")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault();
              const text = String(new FormData(event.currentTarget).get("where")).trim();
              if (text && !terms.where.includes(text)) change([...terms.where, text]);
              setOpened(false);
            }}
          >
            <TextInput
              name="where"
              label={t("paths.where.label")}
              description={t("paths.where.text")}
              placeholder="device=mobile"
            />
            <Button type="submit" size="xs">
              {t("paths.apply")}
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
