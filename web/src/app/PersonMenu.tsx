// SPDX-License-Identifier: Apache-2.0
import { Avatar, type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useMe } from "@/api";
import { changeMe, signOut } from "@/api/generated";
import { type Language, languages, useSpeech, useT } from "@/lang";
import { useToasts } from "@/ui";
import classes from "./PersonMenu.module.css";

const schemes = ["light", "dark", "auto"] as const;

/** Who is signed in, and what is theirs: appearance, language, the way out. */
export function PersonMenu({ narrow }: { narrow: boolean }) {
  const t = useT();
  const me = useMe();
  const { language, speak } = useSpeech();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useSignOut();
  const choose = (next: Language) => {
    speak(next);
    // The server remembers it for other browsers; this one has it already.
    changeMe({ body: { locale: next } }).catch(() => {});
  };
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <span className="visually-hidden">{t("nav.person")}: </span>
          <Avatar size={24} radius="xl" name={me.person.name} color="accent" aria-hidden />
          <span className={narrow ? "visually-hidden" : classes.name}>{me.person.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <span className={classes.name}>{me.person.name}</span>
          <span className={classes.email}>{me.person.email}</span>
          <span className={classes.email}>{t(`common.role.${me.person.role}`)}</span>
        </div>
        <Menu.Divider />
        <Menu.Label>{t("nav.theme")}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`nav.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t("nav.language")}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(id) => choose(id as Language)}>
          {Object.entries(languages).map(([id, name]) => (
            <Menu.RadioItem key={id} lang={id} value={id}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={leave}>
          {t("nav.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  return async () => {
    try {
      await signOut();
      await navigate("/sign-in");
      queries.clear();
    } catch (error) {
      toasts.failed(error);
    }
  };
}
