import { Button, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pager } from "../../components/pager.tsx";
import { useSay } from "../../languages/index.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { useUsers } from "./requests.ts";
import { userSentences } from "./sentences.ts";
import { useUserColumns } from "./user-columns.tsx";

const route = getRouteApi("/console/users");

/** Everybody who can sign in, with what they may do and when they last did. */
export const UsersPage = (): ReactNode => {
  const say = useSay(userSentences);
  const { cursor } = route.useSearch();
  const columns = useUserColumns();
  const [inviting, setInviting] = useState(false);
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")}>
        <NeedsRight right="users.manage">
          <Button onClick={() => setInviting(true)}>{say("invite")}</Button>
        </NeedsRight>
      </PageTitle>
      <Text size="sm">
        <Link to="/roles" underline="always">
          {say("roles")}
        </Link>
      </Text>
      <Answered answer={useUsers(cursor)}>
        {({ items, next }) => (
          <>
            <DataTable
              caption={say("caption")}
              columns={columns}
              rows={items}
              keyOf={({ id }) => id}
              toneOf={({ state }) => (state === "disabled" ? "quiet" : undefined)}
            />
            <Pager cursor={cursor} next={next} />
          </>
        )}
      </Answered>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Stack>
  );
};
