// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useT } from "@/lang";
import classes from "./Notices.module.css";

interface NoticesProps {
  /** The connection to the server is lost. */
  lost: boolean;
  /** Events have arrived since the figures on the screen were asked for. */
  fresh: boolean;
  onShow: () => void;
}

/** Lines above the screen that concern all of them. Figures change only when their reader asks for it. */
export function Notices({ lost, fresh, onShow }: NoticesProps) {
  const t = useT();
  return (
    <div aria-live="polite">
      {lost && (
        <p className={classes.notice} data-tone="warn">
          {t("nav.lost")}
        </p>
      )}
      {fresh && !lost && (
        <p className={classes.notice}>
          {t("ui.freshText")}
          <Button size="compact-xs" variant="subtle" onClick={onShow}>
            {t("ui.refresh")}
          </Button>
        </p>
      )}
    </div>
  );
}
