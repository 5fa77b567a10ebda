// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useSearchParams } from "react-router";
import { useT } from "@/lang";
import { ScreenTabs, useShortcut } from "@/ui";
import { type Tab, tabs } from "./views";

/** The views of this screen; all that was chosen stays when another one is opened. */
export function Tabs({ tab }: { tab: Tab }) {
  const t = useT();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const address = (name: Tab) => ({ pathname: `/paths/${name}`, search: `${search}` });
  const step = (by: number) => {
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    if (next) navigate(address(next));
  };
  useShortcut("]", t("paths.tabs.next"), () => step(1));
  useShortcut("[", t("paths.tabs.previous"), () => step(-1));
  return (
    <ScreenTabs
      label={t("paths.tabs.label")}
      tabs={tabs.map((name) => ({ name: t(`paths.tabs.${name}`), to: address(name) }))}
    />
  );
}
