// SPDX-License-Identifier: Apache-2.0
import { useMe } from "@/api";
import { useT } from "@/lang";
import { Page, PageHeader } from "@/ui";
import { Define } from "./Define";
import classes from "./Home.module.css";
import { Listen } from "./Listen";
import { Recent } from "./Recent";
import { Understand } from "./Understand";
import { Views } from "./Views";

/** The loop at a glance: of each stage the one fact that matters most, and what to do about it. */
export function Component() {
  const t = useT();
  const { person, demo } = useMe();
  const name = person.name.split(" ")[0] ?? person.name;
  return (
    <Page title={t("nav.home")}>
      <PageHeader
        title={demo ? t("home.titleDemo") : t("home.title", { name })}
        text={demo ? t("nav.demoText") : t("home.text")}
      />
      <div className={classes.loop}>
        <Define />
        <Listen />
        <Understand />
      </div>
      <Views />
      <Recent />
    </Page>
  );
}
