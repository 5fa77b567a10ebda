// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconUserOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { useT } from "@/lang";
import { isFiltered } from "@/lib/filter";
import { useFilter } from "@/lib/useFilter";
import { EmptyState } from "@/ui";

/** Nobody took this journey: because of the filter, or because nothing was imported yet. */
export function Nobody() {
  const t = useT();
  const [filter, , clear] = useFilter();
  return (
    <EmptyState
      icon={<IconUserOff size={20} stroke={1.6} />}
      title={t("paths.empty.nobody")}
      text={t(isFiltered(filter) ? "paths.empty.nobodyFiltered" : "paths.empty.nobodyText")}
      action={
        isFiltered(filter) ? (
          <Button size="xs" variant="default" onClick={clear}>
            {t("ui.clearFilters")}
          </Button>
        ) : (
          <Button size="xs" variant="default" component={Link} to="/data/import">
            {t("paths.empty.import")}
          </Button>
        )
      }
    />
  );
}
