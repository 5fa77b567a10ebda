// SPDX-License-Identifier: Apache-2.0
import { Anchor, Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { keys } from "@/api";
import { deleteImport, type UploadImport } from "@/api/generated";
import { useSpeech, useT } from "@/lang";
import { Loaded, useChange, useConfirm } from "@/ui";
import shared from "../Data.module.css";
import { sizeOf } from "../size";
import classes from "./Import.module.css";
import { Outcome } from "./Outcome";
import { Prepare } from "./Prepare";
import { Running } from "./Running";
import { StateBadge } from "./StateBadge";
import { useImport } from "./useImport";
import { nameOf, open, underWay } from "./wire";

/** One import: its mapping before it starts, how far it is, and what became of it. */
export function Component() {
  const { id = "" } = useParams();
  const query = useImport(id);
  return (
    <Loaded query={query} lines={8}>
      {(i) => (
        <div className={shared.stack}>
          <Head of={i} />
          {underWay(i) ? <Running of={i} /> : <Settled key={i.state} of={i} />}
        </div>
      )}
    </Loaded>
  );
}

/** Nothing goes on: what became of it, and the mapping where it can be started. */
function Settled({ of }: { of: UploadImport }) {
  const t = useT();
  const [again, setAgain] = useState(of.state !== "done");
  return (
    <>
      {(of.state !== "received" || !of.kept) && <Outcome of={of} />}
      {open(of) && again && <Prepare of={of} />}
      {open(of) && !again && (
        <div>
          <Button variant="default" size="xs" onClick={() => setAgain(true)}>
            {t("data.import.mend")}
          </Button>
        </div>
      )}
    </>
  );
}

function Head({ of }: { of: UploadImport }) {
  const t = useT();
  const { locale } = useSpeech();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const remove = useChange({
    run: async () => {
      await deleteImport({ path: { id: of.id } });
      await navigate("/data/import");
      queries.removeQueries({ queryKey: keys.import(of.id) });
    },
    stale: keys.imports,
    said: () => t("data.import.deleted"),
  });
  const ask = async () => {
    const question = { title: t("data.import.deleteTitle"), text: t("data.import.deleteText") };
    if (await confirm({ ...question, action: t("common.delete"), danger: true })) remove.mutate(undefined);
  };
  return (
    <div className={classes.head}>
      <Anchor component={Link} to="/data/import" size="sm">
        {t("data.import.all")}
      </Anchor>
      <h2>{nameOf(of)}</h2>
      <StateBadge of={of} />
      <span className={shared.quiet}>{sizeOf(of.bytes, locale)}</span>
      {!underWay(of) && (
        <div className={classes.headActions}>
          <Button variant="default" size="xs" loading={remove.isPending} onClick={() => void ask()}>
            {t("common.delete")}
          </Button>
        </div>
      )}
    </div>
  );
}
