// SPDX-License-Identifier: Apache-2.0
import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { keys, useMe } from "@/api";
import { changeWorkspace } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { Panel, useChange } from "@/ui";
import classes from "./Settings.module.css";

/** All zones this browser knows, with the one in use. */
function zonesWith(zone: string): string[] {
  return [...new Set(["UTC", zone, ...Intl.supportedValuesOf("timeZone")])].sort();
}

/** The workspace's name and its time zone. */
export function Component() {
  const t = useT();
  const format = useFormat();
  const { workspace } = useMe();
  const [name, setName] = useState(workspace.name);
  const [zone, setZone] = useState(workspace.zone);
  const [zones] = useState(() => zonesWith(workspace.zone));
  const save = useChange({
    run: () => changeWorkspace({ body: { name, zone } }),
    stale: keys.me,
    said: () => t("common.saved"),
  });
  return (
    <Panel title={t("settings.workspace.name")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <TextInput
          label={t("common.name")}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          required
        />
        <Select
          label={t("settings.workspace.zone")}
          description={t("settings.workspace.zoneText", { now: format.dateTime(new Date()) })}
          data={zones}
          value={zone}
          onChange={(value) => value && setZone(value)}
          searchable
          limit={80}
          allowDeselect={false}
        />
        <Button
          type="submit"
          variant="default"
          loading={save.isPending}
          disabled={name === workspace.name && zone === workspace.zone}
        >
          {t("common.save")}
        </Button>
      </form>
    </Panel>
  );
}
