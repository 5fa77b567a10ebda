// SPDX-License-Identifier: Apache-2.0
import { Button, MultiSelect } from "@mantine/core";
import { useSearchParams } from "react-router";
import type { PathVariants, PathVariantsDifference } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { ExportMenu, Loaded, Panel, State } from "@/ui";
import { About } from "../About";
import { comparedIn, mainIn } from "../answers";
import { Controls } from "../Controls";
import { Differences } from "../Differences";
import { useAsk } from "../here";
import { Nobody } from "../Nobody";
import { Path } from "../Path";
import { useStepOptions } from "../StepSelect";
import { VariantRow } from "./VariantRow";
import classes from "./Variants.module.css";

/** The different orders of steps, the most frequent first. */
export default function Variants() {
  const t = useT();
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const [list, setList] = useParam("list", "20");
  const has = search.getAll("has");
  // Who looks for a step looks among more than the most frequent.
  const asked = useAsk<PathVariants, PathVariantsDifference>("variants", {
    top: has.length > 0 ? "1000" : list,
  });
  const options = useStepOptions();
  const choose = (steps: string[]) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        next.delete("has");
        for (const step of steps) next.append("has", step);
        return next;
      },
      { replace: true },
    );
  const compared = asked.data && comparedIn(asked.data);
  return (
    <>
      {compared && <VariantDifferences of={compared} />}
      <Panel
        title={t("paths.variants.title")}
        text={
          asked.data &&
          t("paths.variants.text", {
            count: mainIn(asked.data).variants ?? 0,
            instances: format.number(mainIn(asked.data).instances ?? 0),
          })
        }
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        <Controls>
          <MultiSelect
            label={t("paths.variants.has")}
            placeholder={has.length === 0 ? t("paths.anyStep") : undefined}
            size="xs"
            miw={260}
            data={options}
            value={has}
            onChange={choose}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("common.remove") }}
            comboboxProps={{ width: 280, position: "bottom-start" }}
          />
        </Controls>
        <Loaded
          query={asked}
          isEmpty={(data) => !mainIn(data).instances}
          empty={<Nobody />}
          skeleton={<div className={classes.waiting}>{t("common.loading")}</div>}
        >
          {(data) => {
            const { top, variants } = mainIn(data);
            const found = (top ?? []).filter((v) => has.every((step) => v.steps?.includes(step)));
            const shown =
              has.length > 0
                ? found.slice(0, 100)
                : found.slice(0, list === "all" ? undefined : Number(list));
            const most = Math.max(...shown.map((v) => v.estimate.hi), 0.001);
            if (shown.length === 0)
              return <State title={t("paths.variants.none")} text={t("paths.variants.noneText")} />;
            return (
              <>
                <div className={classes.head} aria-hidden>
                  <span />
                  <span>{t("paths.variants.headShare")}</span>
                  <span>{t("paths.variants.headPath")}</span>
                  <span>{t("paths.variants.headOutcome")}</span>
                  <span>{t("paths.variants.headTime")}</span>
                </div>
                <ol className={classes.list} aria-label={t("paths.variants.title")}>
                  {shown.map((v, i) => (
                    <VariantRow
                      key={(v.steps ?? []).join("\n")}
                      of={v}
                      rank={i + 1}
                      most={most}
                      to={asked.to}
                    />
                  ))}
                </ol>
                {has.length === 0 && shown.length < variants && (
                  <div className={classes.more}>
                    <Button size="xs" variant="default" onClick={() => setList(String(shown.length + 50))}>
                      {t("paths.variants.more", { count: Math.min(50, variants - shown.length) })}
                    </Button>
                    <span>
                      {t("paths.variants.covered", {
                        share: format.percent(shown.reduce((sum, v) => sum + v.share, 0)),
                      })}
                    </span>
                  </div>
                )}
              </>
            );
          }}
        </Loaded>
      </Panel>
      {asked.data && <About of={asked.data.about} />}
    </>
  );
}

function VariantDifferences({
  of,
}: {
  of: NonNullable<ReturnType<typeof comparedIn<PathVariants, PathVariantsDifference>>>;
}) {
  const t = useT();
  const rows = (of.difference?.variants ?? []).map((v) => {
    const words = (v.steps ?? []).join(" › ");
    return { key: words, words, name: <Path steps={v.steps ?? []} />, kind: "percent" as const, ...v.share };
  });
  return (
    <Differences
      title={t("paths.variants.differences")}
      a={of.a.value}
      b={of.b.value}
      rows={rows}
      sortParam="variantdiff"
    />
  );
}
