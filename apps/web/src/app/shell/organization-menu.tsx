import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { CheckIcon } from "../../components/icons.ts";
import { useSay } from "../../languages/index.ts";
import { useMe } from "../../lib/permissions.ts";
import { useSession } from "../../lib/session.tsx";
import { frameSentences } from "../sentences.ts";
import styles from "./header.module.css";

/** Whose console this is; for people who work in several organizations also the way to the others. */
export const OrganizationMenu = (): ReactNode => {
  const say = useSay(frameSentences);
  const me = useMe();
  const { choose } = useSession();
  if (me?.organization == null) return null;
  const { organization, organizations } = me;
  const name = <bdi className={styles["organization"]}>{organization.name}</bdi>;
  if (organizations.length < 2) return name;
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles["switch"]}
          aria-label={say("organization", { name: organization.name })}
        >
          {name}
          <span aria-hidden="true">▾</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say("organizations")}</Menu.Label>
        {organizations.map((each) => (
          <Menu.RadioItem
            key={each.id}
            value={each.id}
            checked={each.id === organization.id}
            checkIcon={<CheckIcon size={16} />}
            onChange={choose}
          >
            <bdi>{each.name}</bdi>
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
