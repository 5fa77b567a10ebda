// SPDX-License-Identifier: Apache-2.0
import type { PathLevels, PathLevelsDifference } from "@/api/generated";
import { useT } from "@/lang";
import { type Asked, comparedIn } from "../answers";
import { type DifferenceRow, Differences } from "../Differences";
import { useHere } from "../here";

/** How two sides differ on their way: shares of those at a level, and of those at a step. */
export function FlowDifferences({ asked }: { asked: Asked<PathLevels, PathLevelsDifference> }) {
  const t = useT();
  const { steps } = useHere();
  const compared = comparedIn(asked);
  if (!compared) return null;
  const rows = (compared.difference?.levels ?? []).flatMap<DifferenceRow>((level) => {
    const at = compared.difference?.backward
      ? t("paths.flow.levelBack", { count: level.level - 1 })
      : t("paths.flow.level", { level: level.level });
    const nodes = (level.nodes ?? []).map((n) => ({ words: `${at} · ${steps.title(n.step)}`, of: n.share }));
    const edges = (level.edges ?? []).map((e) => ({
      words: `${at} · ${steps.title(e.from)} → ${steps.title(e.to)}`,
      of: e.share,
    }));
    return [...nodes, ...edges].map(({ words, of }) => ({
      key: words,
      name: words,
      words,
      kind: "percent",
      ...of,
    }));
  });
  return <Differences a={compared.a.value} b={compared.b.value} rows={rows} />;
}
