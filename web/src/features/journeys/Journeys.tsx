// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";
import { useMay } from "@/api";
import { useT } from "@/lang";
import { Loaded, Page, PageHeader, Panel, useShortcut } from "@/ui";
import { Cards, CardsWaiting } from "./Cards";
import { choose, paired } from "./choose";
import { List } from "./List";
import { NoJourney, NothingFits } from "./Nothing";
import { useJourneys } from "./queries";
import { Toolbar } from "./Toolbar";
import { useChoice } from "./useChoice";

/** All journeys: as they are beside what they are to become, with their health. */
export function Component() {
  const t = useT();
  const navigate = useNavigate();
  const mayEdit = useMay("edit-journeys");
  const { choice, view, archived, clear } = useChoice();
  const query = useJourneys(archived);
  const all = query.data;
  const shown = useMemo(() => choose(all ?? [], choice), [all, choice]);
  const pairs = useMemo(() => paired(shown), [shown]);
  useShortcut("n", t("journeys.new"), mayEdit && (() => navigate("/journeys/new")));
  return (
    <Page title={t("journeys.title")}>
      <PageHeader
        title={t("journeys.title")}
        text={t("journeys.text")}
        actions={
          mayEdit && (
            <Button component={Link} to="/journeys/new" leftSection={<IconPlus size={16} stroke={1.6} />}>
              {t("journeys.new")}
            </Button>
          )
        }
      />
      {(archived || (all?.length ?? 0) > 0) && <Toolbar journeys={all ?? []} shown={shown.length} />}
      <Loaded
        query={query}
        skeleton={<CardsWaiting />}
        isEmpty={(list) => list.length === 0}
        empty={
          <Panel>
            <NoJourney archived={archived} mayEdit={mayEdit} onClear={clear} />
          </Panel>
        }
      >
        {() =>
          shown.length === 0 ? (
            <Panel>
              <NothingFits onClear={clear} />
            </Panel>
          ) : view === "list" ? (
            <List pairs={pairs} />
          ) : (
            <Cards pairs={pairs} />
          )
        }
      </Loaded>
    </Page>
  );
}
