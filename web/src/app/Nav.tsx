// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Badge, ScrollArea, Tooltip, UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from "@tabler/icons-react";
import { NavLink, useNavigate } from "react-router";
import { useMe } from "@/api";
import { useT } from "@/lang";
import { Keys, Logo, useShortcut } from "@/ui";

import classes from "./Nav.module.css";
import { type Entry, exists, navigation, settings } from "./navigation";
import { PersonMenu } from "./PersonMenu";
import { screens } from "./screens";

interface NavProps {
  /** Only icons. */
  narrow: boolean;
  onToggle?: () => void;
  /** Called when somebody goes somewhere: the drawer closes. */
  onGo?: () => void;
  onSearch: () => void;
}

/** The navigation: the loop from top to bottom, then settings and the person. */
export function Nav({ narrow, onToggle, onGo, onSearch }: NavProps) {
  const t = useT();
  const me = useMe();
  const Toggle = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const toggleLabel = narrow ? t("nav.expand") : t("nav.collapse");
  return (
    <nav className={classes.nav} aria-label={t("nav.main")} data-narrow={narrow || undefined}>
      <div className={classes.head}>
        <Logo />
        {!narrow && <span className={classes.workspace}>{me.workspace.name || t("common.wend")}</span>}
        {!narrow && me.demo && (
          <Tooltip label={t("nav.demoText")}>
            <Badge size="sm" radius="sm" tabIndex={0} className={classes.demo}>
              {t("nav.demo")}
            </Badge>
          </Tooltip>
        )}
      </div>
      <UnstyledButton className={classes.search} onClick={onSearch} title={t("nav.palette")}>
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span className={narrow ? "visually-hidden" : undefined}>{t("common.search")}</span>
        {!narrow && <Keys keys="mod+k" />}
      </UnstyledButton>
      <ScrollArea className={classes.groups} type="never">
        {navigation(screens).map((group) => (
          <div key={group.title ?? ""} className={classes.group}>
            {group.title && (
              <h2 className={classes.title}>
                {narrow ? (
                  <span className="visually-hidden">{t(`nav.${group.title}`)}</span>
                ) : (
                  t(`nav.${group.title}`)
                )}
              </h2>
            )}
            {group.entries.map((entry) => (
              <Item key={entry.place} entry={entry} narrow={narrow} onGo={onGo} />
            ))}
          </div>
        ))}
      </ScrollArea>
      <div className={classes.foot}>
        {exists(screens, settings.to) && <Item entry={settings} narrow={narrow} onGo={onGo} />}
        <div className={classes.last}>
          <PersonMenu narrow={narrow} />
          {onToggle && (
            <Tooltip label={toggleLabel} position="right">
              <ActionIcon aria-label={toggleLabel} onClick={onToggle}>
                <Toggle size={18} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </div>
    </nav>
  );
}

function Item({ entry, narrow, onGo }: { entry: Entry; narrow: boolean; onGo?: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const name = t(`nav.${entry.place}`);
  useShortcut(`g ${entry.key}`, name, () => navigate(entry.to));
  const Shape = entry.icon;
  return (
    <Tooltip label={name} position="right" disabled={!narrow}>
      <NavLink
        className={classes.item}
        to={entry.to}
        end={entry.to === "/"}
        onClick={onGo}
        aria-label={narrow ? name : undefined}
      >
        <Shape size={18} stroke={1.6} aria-hidden />
        {!narrow && <span>{name}</span>}
      </NavLink>
    </Tooltip>
  );
}
