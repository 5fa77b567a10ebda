// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconArchive, IconRoute, IconSearchOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { useT } from "@/lang";
import { EmptyState } from "@/ui";

/** There is no journey at all: what to begin with. */
export function NoJourney({
  archived,
  mayEdit,
  onClear,
}: {
  archived: boolean;
  mayEdit: boolean;
  onClear: () => void;
}) {
  const t = useT();
  if (archived)
    return (
      <EmptyState
        icon={<IconArchive size={20} stroke={1.6} />}
        title={t("journeys.noneArchived")}
        action={
          <Button size="xs" variant="default" onClick={onClear}>
            {t("journeys.clear")}
          </Button>
        }
      />
    );
  return (
    <EmptyState
      icon={<IconRoute size={20} stroke={1.6} />}
      title={t("journeys.empty")}
      text={t("journeys.emptyText")}
      action={
        mayEdit && (
          <>
            <Button component={Link} to="/journeys/new" size="xs">
              {t("journeys.fromTemplate")}
            </Button>
            <Button component={Link} to="/journeys/new?from=data" size="xs" variant="default">
              {t("journeys.fromData")}
            </Button>
          </>
        )
      }
    />
  );
}

/** There are journeys, but none that was asked for. */
export function NothingFits({ onClear }: { onClear: () => void }) {
  const t = useT();
  return (
    <EmptyState
      icon={<IconSearchOff size={20} stroke={1.6} />}
      title={t("journeys.none")}
      text={t("journeys.noneText")}
      action={
        <Button size="xs" variant="default" onClick={onClear}>
          {t("journeys.clear")}
        </Button>
      }
    />
  );
}
