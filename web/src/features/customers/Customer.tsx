// SPDX-License-Identifier: Apache-2.0
import { Button, Tooltip } from "@mantine/core";
import { IconEraser, IconLock, IconUserQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { address, keys, problemOf, useMay } from "@/api";
import { type AskProfile, readCustomer } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { EmptyState, ExportMenu, Loaded, Page, PageHeader, Panel } from "@/ui";
import classes from "./Customer.module.css";
import { EraseDialog } from "./EraseDialog";
import { ProfileFacts } from "./ProfileFacts";
import { Timeline } from "./Timeline";

/** One customer: what they did, journey by journey, and what is known of them. */
export function Component() {
  const t = useT();
  const { id = "" } = useParams();
  const may = useMay("read-customers");
  const query = useQuery({
    queryKey: keys.customer(id),
    queryFn: ({ signal }) => readCustomer({ path: { id }, signal }),
    enabled: may,
    retry: false,
  });
  return (
    <Page title={query.data?.name || id}>
      {query.error && problemOf(query.error).code === "not_found" ? (
        <Panel>
          <EmptyState
            icon={<IconUserQuestion size={20} stroke={1.6} />}
            title={t("customers.gone")}
            text={t("customers.goneText", { id })}
            action={
              <Button component={Link} to="/customers" size="xs" variant="default">
                {t("customers.find")}
              </Button>
            }
          />
        </Panel>
      ) : may ? (
        <Loaded query={query} lines={10}>
          {(profile) => <Shown key={id} profile={profile} />}
        </Loaded>
      ) : (
        <Panel>
          <EmptyState
            icon={<IconLock size={20} stroke={1.6} />}
            title={t("customers.forbidden")}
            text={t("customers.forbiddenText")}
          />
        </Panel>
      )}
    </Page>
  );
}

function Shown({ profile }: { profile: AskProfile }) {
  const t = useT();
  const format = useFormat();
  const mayErase = useMay("erase");
  const mayExport = useMay("export-customers");
  const [erasing, setErasing] = useState(false);
  const { customer, name, email } = profile;
  const subtitle = [name ? customer : "", email].filter(Boolean).join(" · ");
  return (
    <>
      <PageHeader
        above={<Link to="/customers">{t("customers.title")}</Link>}
        title={name || customer}
        text={
          <>
            {subtitle && <>{subtitle} · </>}
            <Tooltip label={format.dateTime(profile.last)}>
              <span>
                {t("customers.page.seen", {
                  first: format.date(profile.first),
                  last: format.relative(profile.last),
                })}
              </span>
            </Tooltip>
          </>
        }
        actions={
          <>
            {mayExport && (
              <ExportMenu href={(type) => address("/events/table", { customer, format: type })} />
            )}
            {mayErase && (
              <Button
                variant="default"
                leftSection={<IconEraser size={16} stroke={1.6} />}
                onClick={() => setErasing(true)}
              >
                {t("customers.page.erase")}
              </Button>
            )}
          </>
        }
      />
      <div className={classes.columns}>
        <Timeline profile={profile} />
        <ProfileFacts profile={profile} />
      </div>
      {erasing && <EraseDialog customer={customer} onClose={() => setErasing(false)} />}
    </>
  );
}
