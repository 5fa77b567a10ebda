// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { keys, useMe } from "@/api";
import { changeMe } from "@/api/generated";
import { useT } from "@/lang";
import { useChange } from "@/ui";
import classes from "./Settings.module.css";

export function ProfileForm() {
  const t = useT();
  const { person } = useMe();
  const [name, setName] = useState(person.name);
  const save = useChange({
    run: () => changeMe({ body: { name } }),
    stale: keys.me,
    said: () => t("common.saved"),
  });
  return (
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
      <TextInput label={t("common.email")} value={person.email} readOnly variant="filled" />
      <Button type="submit" variant="default" loading={save.isPending} disabled={name === person.name}>
        {t("common.save")}
      </Button>
    </form>
  );
}
