import { enFailures } from "./en-failures.ts";
import { enIncident, enIncidents } from "./en-incidents.ts";
import { enPhrases, enTold } from "./en-told.ts";
import { enWords } from "./en-words.ts";

/** Every sentence of the console, in English. Its type is what each other language has to fill. */
export const en = {
  apiDocs: "API documentation",
  requestId: "Request id",
  copy: {
    copy: "Copy",
    copied: "Copied",
    failed: "Not copied: select the text",
  },
  home: {
    checking: "Asking how this installation stands…",
    setUp: "Tocsin is set up and running",
    setUpHelp:
      "It takes in security incidents, tells the right people by e-mail, and keeps a record of what it sent and why. Incidents can be read here; everything is reached over its HTTP API.",
    openIncidents: "Open the incidents",
    notSetUp: "Tocsin is not set up yet",
    findLink: "The link to set it up is in the log of this installation, written when it started. It looks like this:",
    findLinkInContainers: "If it runs in containers, this finds it:",
    haveToken: "Do you have the set-up token itself?",
    enterToken: "Enter it by hand",
    notReady: "Tocsin cannot take in incidents at the moment",
    notReadyHelp: "It runs, but it is not ready. Its log says why; often it only needs a moment to start.",
    unreachable: "Tocsin does not answer",
    unreachableHelp:
      "This page could not learn how the installation stands. Check that the service runs and that you can reach it, then check again.",
    checkAgain: "Check again",
  },
  setup: {
    checking: "Asking whether this installation is already set up…",
    title: "Set up Tocsin",
    intro: "Make the first administrator and the organization whose incidents are told. This is done once.",
    optional: "(optional)",
    token: "Set-up token",
    tokenHint: "It is in the log of this installation, in the line with the set-up link.",
    administrator: "Administrator",
    name: "Name",
    email: "E-mail address",
    password: "Password",
    passwordHint: "At least 8 characters. Longer is better than stranger.",
    showPassword: "Show password",
    organization: "Organization",
    organizationName: "Name of the organization",
    tenantId: "Tenant id",
    tenantIdHint: "Its id at the vendor, such as a Microsoft Entra tenant id.",
    portalUrl: "Address of the vendor’s portal",
    portalUrlHint: "Mails can link to it, for example https://security.microsoft.com.",
    locale: "Language of mails",
    locales: { en: "English", nl: "Dutch (Nederlands)" },
    timeZone: "Time zone",
    submit: "Set up",
    sending: "Setting up…",
  },
  setupFaults: {
    "token.missing": "Enter the set-up token",
    "token.refused": "This token is not valid",
    "administrator.name.missing": "Enter your name",
    "administrator.email.missing": "Enter your e-mail address",
    "administrator.email.wrong": "Enter a complete address, such as name@example.org",
    "administrator.password.missing": "Choose a password",
    "administrator.password.wrong": "Use at least 8 characters",
    "organization.name.missing": "Enter the name of the organization",
    "organization.portalUrl.wrong": "Enter a complete address that starts with https:// or http://",
    "organization.timeZone.wrong": "Choose a time zone from the list",
    tooLong: (max: number) => `Use at most ${max} characters`,
    wrong: "This cannot be used",
  },
  setupFailures: {
    faults: (count: number) => (count === 1 ? "One field needs attention" : `${count} fields need attention`),
    wrongToken: "The set-up token is not valid",
    wrongTokenHelp: "Take the newest set-up link from the log: a token of an earlier start may no longer work.",
    alreadySetUp: "This installation is already set up",
    alreadySetUpHelp: "That happens once, so nothing was changed now.",
    tooMany: "Too many attempts",
    tooManyHelp: "Wait a minute, then try again. What you entered is kept.",
    failed: "The set-up did not succeed",
    unreachable: "Tocsin did not answer",
    unreachableHelp:
      "Nothing is known to have changed. Check your connection and that the service runs, then try again. What you entered is kept.",
    unintelligible: (status: number) => `Something unexpected answered (HTTP ${status})`,
    unintelligibleHelp:
      "The log of this installation, or of a proxy in front of it, says more. What you entered is kept.",
  },
  done: {
    title: "Tocsin is set up",
    summary: (organization: string, email: string) => `${organization} is ready, and ${email} administers it.`,
    accessToken: "Your access token",
    accessTokenHelp:
      "Scripts use it to reach the API as you. It is shown only now: keep it in a safe place, such as a password manager.",
    source: "Make a source",
    sourceHelp:
      "A source is a system that reports incidents. Its key is shown only once; this command keeps it for step 3.",
    sourceName: "First source",
    rule: "Make a rule",
    ruleHelp: (email: string) => `This one mails every change of every incident to ${email}.`,
    ruleName: "Every incident",
    incident: "Post a first incident",
    incidentHelp: "As the source would. The same incident again changes nothing, and mails nobody.",
    incidentTitle: "Sign-in from an unfamiliar country",
    deliveries: "List the deliveries",
    deliveriesHelp:
      "Each shows its state. As long as no mail server is set, mail is captured: it is kept here, and nothing leaves.",
    commandOf: (step: string) => `command “${step}”`,
    more: "What else the API can do:",
  },
  words: enWords,
  failures: enFailures,
  incidents: enIncidents,
  incident: enIncident,
  told: enTold,
  phrases: enPhrases,
};

export type Sentences = typeof en;
