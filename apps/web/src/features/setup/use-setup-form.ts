import { useRef, useState } from "react";
import { useLanguage } from "../../languages/index.ts";
import { ownTimeZone } from "../../lib/time-zones.ts";
import { type Faults, type Field, faultsOf, fields, type SetupAnswer, type Values } from "./fields.ts";
import { type Refusal, refusalOf } from "./refusal.ts";
import { submitSetup } from "./submit-setup.ts";

/** What stands above the form after a try: a refusal by the api, or the faults that the form found itself. */
type Notice = { readonly kind: "refused"; readonly refusal: Refusal } | { readonly kind: "faults" };

/** The state of the form. A field is judged once it was left after a change, and all of them at a try. */
export const useSetupForm = (linkToken: string, onDone: (answer: SetupAnswer) => void) => {
  const { language, sentences } = useLanguage();
  const [values, setValues] = useState<Values>(() => ({
    ...empty,
    "organization.locale": language,
    "organization.timeZone": ownTimeZone(),
  }));
  const [changed, setChanged] = useState<ReadonlySet<Field>>(new Set());
  const [judged, setJudged] = useState<ReadonlySet<Field>>(new Set());
  const [refused, setRefused] = useState<Faults>({});
  const [typesToken, setTypesToken] = useState(linkToken === "");
  const [notice, setNotice] = useState<{ readonly notice: Notice; readonly tries: number } | null>(null);
  const [sending, setSending] = useState(false);
  const inFlight = useRef(false);

  const [knownLinkToken, setKnownLinkToken] = useState("");
  if (linkToken !== knownLinkToken) {
    setKnownLinkToken(linkToken);
    setValues({ ...values, token: linkToken });
    setTypesToken(linkToken === "");
    setRefused(without(refused, "token"));
  }

  const found = faultsOf(values, sentences.setupFaults);
  const faultOf = (field: Field) => refused[field] ?? (judged.has(field) ? found[field] : undefined);
  const say = (next: Notice) => setNotice((last) => ({ notice: next, tries: (last?.tries ?? 0) + 1 }));

  const submit = async () => {
    if (inFlight.current) return;
    setJudged(new Set(fields));
    setRefused({});
    if (Object.keys(found).length > 0) {
      if (found.token !== undefined) setTypesToken(true);
      return say({ kind: "faults" });
    }
    inFlight.current = true;
    setSending(true);
    const answer = await submitSetup(values);
    inFlight.current = false;
    setSending(false);
    if (answer.ok) return onDone(answer.value);
    const refusal = refusalOf(answer.problem, sentences);
    if (refusal.faults.token !== undefined) setTypesToken(true);
    setRefused(refusal.faults);
    say({ kind: "refused", refusal });
  };

  return {
    sending,
    typesToken,
    notice,
    faults: fields.flatMap((field) => {
      const fault = faultOf(field);
      return fault === undefined ? [] : [{ field, fault }];
    }),
    submit,
    /** The props that tie an input to its field. */
    bind: (field: Field) => ({
      id: field,
      value: values[field],
      error: faultOf(field),
      onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
        const { value } = event.currentTarget;
        setValues((before) => ({ ...before, [field]: value }));
        setChanged((before) => new Set(before).add(field));
        setRefused((before) => without(before, field));
      },
      onBlur: () => {
        if (changed.has(field)) setJudged((before) => new Set(before).add(field));
      },
    }),
  };
};

export type SetupFormState = ReturnType<typeof useSetupForm>;

const without = (faults: Faults, field: Field): Faults => {
  const { [field]: _, ...others } = faults;
  return others;
};

const empty = {
  token: "",
  "administrator.name": "",
  "administrator.email": "",
  "administrator.password": "",
  "organization.name": "",
  "organization.tenantId": "",
  "organization.portalUrl": "",
};
