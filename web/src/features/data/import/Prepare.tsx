// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconFileImport } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { askAgain, keys, problemOf } from "@/api";
import { type LoadHint, previewImport, startImport, type UploadImport } from "@/api/generated";
import { ownImports } from "@/api/ownImports";
import { type Key, useT } from "@/lang";
import { en } from "@/lang/en";
import { Loaded, Panel, useShortcut, useToasts } from "@/ui";
import { YamlEditor } from "@/ui/YamlEditor";
import { MappingPanel } from "../mapping/MappingPanel";
import { hasBlank, readMapping } from "../mapping/roles";
import classes from "./Import.module.css";
import { PreviewPanel } from "./PreviewPanel";
import { Sum } from "./Sum";
import { useDraft } from "./useDraft";
import { useTables } from "./useImport";

/** What the columns mean, what becomes of the rows, and the start. */
export function Prepare({ of }: { of: UploadImport }) {
  const t = useT();
  const tables = useTables(of);
  const draft = useDraft(of);
  const preview = useQuery({
    queryKey: [...keys.import(of.id), "preview", draft.settled],
    queryFn: ({ signal }) => previewImport({ path: { id: of.id }, body: { mapping: draft.settled }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const problem = preview.error && draft.text === draft.settled ? problemOf(preview.error) : null;
  const faults = problem?.faults.filter((f) => f.line) ?? [];
  const mapping = of.needs_mapping || draft.text ? readMapping(draft.text) : null;
  const unnamed = hasBlank(mapping);
  const words = useHintWords();
  return (
    <>
      <div className={classes.start}>
        <Sum
          of={preview.isPlaceholderData ? undefined : preview.data}
          fault={faults[0]}
          broken={preview.isError}
          unnamed={unnamed}
        />
        <StartButton
          of={of}
          text={draft.text}
          wait={draft.text !== draft.settled || preview.isError || unnamed}
        />
      </div>
      <Notes notes={of.needs_mapping ? (of.suggestion?.notes ?? []).map(words) : []} />
      {problem && faults.length === 0 && <Notes bad notes={[`${problem.message} ${problem.remedy}`]} />}
      {of.needs_mapping && (
        <div className={classes.mapping}>
          <div className={classes.sides}>
            <Loaded query={tables} lines={8}>
              {(all) => (
                <MappingPanel
                  tables={all}
                  mapping={mapping}
                  text={draft.text}
                  onChange={draft.change}
                  faults={faults}
                />
              )}
            </Loaded>
            <Panel
              title={t("data.import.text")}
              text={t("data.import.textText")}
              actions={
                draft.text !== draft.proposed && (
                  <Button variant="subtle" size="compact-xs" onClick={draft.back}>
                    {t("data.import.proposal")}
                  </Button>
                )
              }
            >
              <YamlEditor
                label={t("data.import.text")}
                value={draft.text}
                onChange={draft.change}
                faults={faults}
                maxHeight={420}
              />
            </Panel>
          </div>
        </div>
      )}
      <PreviewPanel query={preview} broken={preview.isError} />
    </>
  );
}

function StartButton({ of, text, wait }: { of: UploadImport; text: string; wait: boolean }) {
  const t = useT();
  const toasts = useToasts();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => startImport({ path: { id: of.id }, body: { mapping: text } }),
    onSuccess: async (now) => {
      ownImports.add(of.id);
      queries.setQueryData(keys.import(of.id), now);
      await askAgain(queries, keys.imports, { exact: true });
    },
    onError: (error) => toasts.failed(error),
  });
  useShortcut("mod+enter", t("data.import.start"), () => !wait && !start.isPending && start.mutate());
  return (
    <Button
      leftSection={<IconFileImport size={16} stroke={1.6} />}
      loading={start.isPending}
      disabled={wait}
      onClick={() => start.mutate()}
    >
      {of.state === "received" ? t("data.import.start") : t("data.import.startAgain")}
    </Button>
  );
}

/** A hint in the reader's language; one without a text here says what the server wrote. */
function useHintWords() {
  const t = useT();
  return ({ code, values, text }: LoadHint) =>
    code in en.data.import.hint
      ? (t as (path: Key, values: Record<string, string>) => string)(
          `data.import.hint.${code}` as Key,
          values ?? {},
        )
      : text;
}

/** What could not be guessed, or what stands in the way of it all. */
function Notes({ notes, bad = false }: { notes: readonly string[]; bad?: boolean }) {
  if (notes.length === 0) return null;
  return (
    <ul className={classes.hints} data-bad={bad || undefined} role={bad ? "alert" : undefined}>
      {notes.map((note) => (
        <li key={note}>
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  );
}
