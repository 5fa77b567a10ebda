// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { keys, useMay } from "@/api";
import { type EventRefused, listImports } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import classes from "../Data.module.css";
import { nameOf } from "../import/wire";
import { useReason } from "../useReason";

const all = ["source", "file", "reason", "import", "q"];

/** Which of the rows are listed: of an import, for a reason, with a text. */
export function Filters({ parts }: { parts: EventRefused[] }) {
  const t = useT();
  const words = useReason();
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useParam("q");
  const [reason, setReason] = useParam("reason");
  // Clearing empties the field too, which otherwise keeps what is typed.
  const [cleared, setCleared] = useState(0);
  const typed = useDebouncedCallback(setText, 300);
  const only = [search.get("source"), search.get("file")].filter(Boolean).join(" · ");
  const clear = () => {
    setCleared(cleared + 1);
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        for (const key of all) next.delete(key);
        return next;
      },
      { replace: true },
    );
  };
  const reasons = [...new Set(parts.map((p) => p.reason))];
  return (
    <div className={classes.filters}>
      {only && <span className={classes.quiet}>{only}</span>}
      <ImportSelect />
      <NativeSelect
        size="xs"
        aria-label={t("data.reason")}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
        data={[
          { value: "", label: t("data.quarantine.anyReason") },
          ...reasons.map((value) => ({ value, label: words(value) })),
        ]}
      />
      <TextInput
        key={cleared}
        size="xs"
        aria-label={t("data.quarantine.search")}
        placeholder={t("data.quarantine.search")}
        leftSection={<IconSearch size={14} stroke={1.6} />}
        defaultValue={text}
        onChange={(e) => typed(e.currentTarget.value)}
      />
      {all.some((key) => search.get(key)) && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={clear}>
          {t("ui.clearFilters")}
        </Button>
      )}
    </div>
  );
}

function ImportSelect() {
  const t = useT();
  const format = useFormat();
  const may = useMay("import-data");
  const [chosen, choose] = useParam("import");
  const imports = useQuery({
    queryKey: keys.imports,
    queryFn: ({ signal }) => listImports({ query: { limit: 1000 }, signal }).then((a) => a.imports ?? []),
    enabled: may,
  });
  const list = (imports.data ?? []).filter((i) => i.id === chosen || (i.result?.quarantined ?? 0) > 0);
  if (!may || list.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      aria-label={t("data.quarantine.import")}
      value={chosen}
      onChange={(e) => choose(e.currentTarget.value)}
      data={[
        { value: "", label: t("data.quarantine.anyImport") },
        ...list.map((i) => ({ value: i.id, label: `${nameOf(i)}, ${format.dateTime(i.received_at)}` })),
      ]}
    />
  );
}
