import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { NumberField, SelectField, SwitchField, TextareaField, TextField } from "../../components/form/fields.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import type { KindField } from "./kind-settings.ts";
import { kindSentenceIn, settingNameIn, type Worded } from "./kind-words.ts";
import { sourceSentences } from "./sentences.ts";

/** The settings of a kind, each in the field that suits it, under its name in words. */
export const KindFields = ({ fields }: { readonly fields: readonly KindField[] }): ReactNode =>
  fields.map((field) => <OneField key={field.name} field={field} />);

const OneField = ({ field }: { readonly field: KindField }): ReactNode => {
  const say = useSay(sourceSentences);
  const { language } = useLanguage();
  const { name, shape, description, choices } = field;
  const hint = shape === "lines" ? say("settings.lines") : shape === "json" ? say("settings.json") : null;
  const named = {
    name: `settings.${name}`,
    label: <Words {...settingNameIn(name, language)} />,
    description: (
      <>
        <Words {...kindSentenceIn(description, language)} />.
        {hint !== null && (
          <Text span inherit>
            {" "}
            {hint}
          </Text>
        )}
      </>
    ),
  };
  if (shape === "choice") return <SelectField {...named} data={[...choices]} />;
  if (shape === "number") return <NumberField {...named} />;
  if (shape === "switch") return <SwitchField {...named} />;
  if (shape === "text") return <TextField {...named} autoComplete="off" />;
  return <TextareaField {...named} spellCheck={false} />;
};

const Words = ({ text, lang }: Worded): ReactNode => <span lang={lang}>{text}</span>;
