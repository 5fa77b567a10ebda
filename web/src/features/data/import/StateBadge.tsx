// SPDX-License-Identifier: Apache-2.0
import { Badge } from "@mantine/core";
import type { UploadImport } from "@/api/generated";
import { useT } from "@/lang";
import classes from "./Import.module.css";
import type { State } from "./wire";

const tones: Record<State, "quiet" | "good" | "warn" | "bad" | "live"> = {
  received: "warn",
  waiting: "live",
  running: "live",
  done: "good",
  failed: "bad",
  canceled: "quiet",
  interrupted: "warn",
};

/** How far an import is, in a word. */
export function StateBadge({ of }: { of: UploadImport }) {
  const t = useT();
  const state = of.state as State;
  return (
    <Badge className={classes.state} data-tone={tones[state]}>
      {t(`data.import.states.${state}`)}
    </Badge>
  );
}
