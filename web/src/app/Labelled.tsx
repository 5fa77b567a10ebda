// SPDX-License-Identifier: Apache-2.0
import { MantineThemeProvider } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useT } from "@/lang";

/** Gives names, in the reader's language, to the buttons that Mantine draws without any. */
export function Labelled({ children }: { children: ReactNode }) {
  const t = useT();
  const theme = useMemo(() => {
    const close = { defaultProps: { closeButtonProps: { "aria-label": t("common.close") } } };
    const show = {
      defaultProps: { visibilityToggleButtonProps: { "aria-label": t("common.showPassword") } },
    };
    return { components: { Modal: close, Drawer: close, Notification: close, PasswordInput: show } };
  }, [t]);
  return (
    <MantineThemeProvider theme={theme} inherit>
      {children}
    </MantineThemeProvider>
  );
}
