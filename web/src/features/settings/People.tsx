// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { address, keys, useMay } from "@/api";
import { listPeople } from "@/api/generated";
import { useT } from "@/lang";
import { ExportMenu, Loaded, Panel } from "@/ui";
import { Invitations } from "./Invitations";
import { InviteForm } from "./InviteForm";
import { PeopleTable } from "./PeopleTable";
import { Secret } from "./Secret";

/** Who works in the workspace, and who is invited to. */
export function Component() {
  const t = useT();
  const mayManage = useMay("manage-people");
  const people = useQuery({
    queryKey: keys.people,
    queryFn: ({ signal }) => listPeople({ signal }).then((a) => a.people ?? []),
  });
  const [inviting, invite] = useDisclosure(false);
  const [link, setLink] = useState<string | null>(null);
  const tell = (path: string) => setLink(window.location.origin + path);
  return (
    <>
      <Panel
        flush
        title={t("settings.people.name")}
        text={t("settings.people.text")}
        actions={
          <>
            <ExportMenu href={(format) => address("/people/table", { format })} />
            {mayManage && (
              <Button size="xs" leftSection={<IconUserPlus size={14} />} onClick={invite.open}>
                {t("settings.people.invite")}
              </Button>
            )}
          </>
        }
      >
        <Loaded query={people}>{(all) => <PeopleTable people={all} onLink={tell} />}</Loaded>
      </Panel>
      {mayManage && <Invitations />}
      <InviteForm
        opened={inviting}
        onClose={invite.close}
        onInvited={(path) => {
          invite.close();
          tell(path);
        }}
      />
      <Secret
        title={t("settings.people.link")}
        text={t("settings.people.linkText")}
        value={link}
        onClose={() => setLink(null)}
      />
    </>
  );
}
