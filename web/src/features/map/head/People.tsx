// SPDX-License-Identifier: Apache-2.0
import { Avatar, Tooltip } from "@mantine/core";
import { client } from "@/api";
import { useT } from "@/lang";
import { useTools, useUi } from "../state/tools";
import classes from "./Head.module.css";

/** Who else looks at the map; a click goes where they are. */
export function People() {
  const t = useT();
  const tools = useTools();
  const people = useUi((ui) => ui.people).filter((p) => p.client !== client);
  if (people.length === 0) return null;
  return (
    <div className={classes.people} role="group" aria-label={t("map.people")}>
      {people.slice(0, 5).map((p) => {
        const place = p.step ? t("map.isAt", { name: p.name, step: tools.titleOf(p.step) }) : p.name;
        return (
          <Tooltip key={p.client} label={place}>
            <Avatar
              component="button"
              size={28}
              radius="xl"
              styles={{ placeholder: { background: p.color, color: "#fff", fontSize: 11 } }}
              onClick={() => p.step && tools.open(p.step)}
            >
              <span aria-hidden>{initials(p.name)}</span>
              <span className="visually-hidden">{place}</span>
            </Avatar>
          </Tooltip>
        );
      })}
      {people.length > 5 && (
        <Avatar size={28} radius="xl">
          +{people.length - 5}
        </Avatar>
      )}
    </div>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((w) => w[0])
    .slice(0, 2)
    .join("")
    .toUpperCase();

/** Colours by which people are told apart; white text can be read on each. */
const colors = ["#7a3ea8", "#b3541e", "#1b7360", "#a8325e", "#2b5c9e", "#5b6b1f", "#8a4b2b", "#3f5f8a"];

export function colorOf(client: string): string {
  let sum = 0;
  for (const letter of client) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return colors[sum % colors.length] ?? "#2b5c9e";
}
