import { Menu, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AccountIcon, CheckIcon } from "../../components/icons.ts";
import { type Language, useLanguage, useSay } from "../../languages/index.ts";
import { useSession } from "../../lib/session.tsx";
import { frameSentences } from "../sentences.ts";
import styles from "./account-menu.module.css";

/** Who reads the console: how it looks to them, and the way out. */
export const AccountMenu = (): ReactNode => {
  const say = useSay(frameSentences);
  const { leave } = useSession();
  const navigate = useNavigate();
  return (
    <PreferencesMenu>
      <Menu.Divider />
      <Menu.Item onClick={() => void navigate({ to: "/me" })}>{say("me")}</Menu.Item>
      <Menu.Item onClick={() => void leave()}>{say("account.signOut")}</Menu.Item>
    </PreferencesMenu>
  );
};

/** Language and colours alone, for pages where nobody is signed in. */
export const Preferences = (): ReactNode => <PreferencesMenu />;

const schemes = ["auto", "light", "dark"] as const;
const names: Readonly<Record<Language, string>> = { en: "English", nl: "Nederlands" };
const languages: readonly Language[] = ["en", "nl"];

const PreferencesMenu = ({ children }: { readonly children?: ReactNode }): ReactNode => {
  const say = useSay(frameSentences);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { language, choose } = useLanguage();
  return (
    <Menu position="bottom-end" width={220} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={styles["account"]} aria-label={say("account")}>
          <AccountIcon size={20} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say("theme.label")}</Menu.Label>
        {schemes.map((scheme) => (
          <Choice
            key={scheme}
            chosen={colorScheme === scheme}
            text={say(`theme.${scheme}`)}
            onChoose={() => setColorScheme(scheme)}
          />
        ))}
        <Menu.Label>{say("language.label")}</Menu.Label>
        {languages.map((each) => (
          <Choice key={each} chosen={language === each} text={names[each]} lang={each} onChoose={() => choose(each)} />
        ))}
        {children}
      </Menu.Dropdown>
    </Menu>
  );
};

interface ChoiceProps {
  readonly chosen: boolean;
  readonly text: string;
  readonly lang?: string;
  readonly onChoose: () => void;
}

const Choice = ({ chosen, text, lang, onChoose }: ChoiceProps): ReactNode => (
  <Menu.RadioItem value={text} checked={chosen} checkIcon={<CheckIcon size={16} />} lang={lang} onChange={onChoose}>
    {text}
  </Menu.RadioItem>
);
