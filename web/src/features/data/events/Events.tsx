// SPDX-License-Identifier: Apache-2.0
import { Anchor } from "@mantine/core";
import { useMay, useVocabulary } from "@/api";
import { useT } from "@/lang";
import { useFilter, useParam } from "@/lib/useFilter";
import { FilterBar } from "@/ui";
import classes from "../Data.module.css";
import { Names } from "./Names";
import { Newest } from "./Newest";
import { Properties } from "./Properties";
import { SourceChip } from "./SourceChip";

/** Which events there are; a name opens what its events hold. */
export function Component() {
  const t = useT();
  const mayRead = useMay("read-customers");
  const vocabulary = useVocabulary();
  const [filter] = useFilter();
  const [name, setName] = useParam("name");
  const [source, setSource] = useParam("source");
  const part = {
    from: filter.from,
    to: filter.to,
    segment: filter.segment,
    where: source ? [`event.source=${source}`] : undefined,
  };
  return (
    <div className={classes.stack}>
      <FilterBar fields={["period", "segment"]} vocabulary={vocabulary}>
        {source && <SourceChip source={source} onClear={() => setSource("")} />}
      </FilterBar>
      {name ? (
        <>
          <div className={classes.row}>
            <Anchor component="button" type="button" size="sm" onClick={() => setName("")}>
              {t("data.events.all")}
            </Anchor>
            <h2 className={classes.heading}>{name}</h2>
          </div>
          <Properties name={name} />
        </>
      ) : (
        <Names part={part} source={source} />
      )}
      {mayRead && <Newest part={part} name={name} />}
    </div>
  );
}
