import { expect, test } from "vitest";
import { renderMail } from "../../index.ts";
import { exampleDate, exampleSender, examples, readIn } from "./examples.ts";

const textOf = (message: Parameters<typeof renderMail>[0]): string =>
  renderMail(message, exampleSender, exampleDate).text;

test("the plain text reads from the severity to the reason, in 72 columns", () => {
  expect(textOf(examples.updated)).toBe(`HIGH SEVERITY - INCIDENT UPDATED
Contoso
Incident 1042: Ransomware activity on several endpoints

What changed since your last mail (22 Nov 02:41 CET):
- 2 new alerts, newest: Shadow copies deleted on SRV-FILE-02
- 1 new device: SRV-FILE-02
- Status changed from Active to In progress

Open: https://tocsin.contoso.example/incidents/1042
Vendor’s portal:
https://security.microsoft.com/incidents/29?tid=c7a1f0de-0000-4000-8000-000000000001

Acknowledge this incident:
https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/acknowledge
Mute this incident for me:
https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/mute

Status:          In progress, unassigned
Categories:      Ransomware, Defense Evasion
First activity:  22 Nov 2026 01:58:04 CET (UTC+01:00)
Last activity:   22 Nov 2026 03:12:40 CET (UTC+01:00)
Devices (3):     SRV-FILE-02, LT-0442, LT-0519
Users (2):       a.jansen@contoso.example, svc-backup
Device groups:   Servers – Amsterdam, Laptops
Sources:         Microsoft Defender for Endpoint, Wazuh Amsterdam

Alerts (4):
- High: Shadow copies deleted on SRV-FILE-02
  22 Nov 2026 03:12:40 CET · Microsoft Defender for Endpoint
- High: File server encrypts files in bulk
  22 Nov 2026 03:04:11 CET · Wazuh Amsterdam
- Medium: Suspicious sign-in from a new country
  22 Nov 2026 02:02:55 CET · Entra ID
- Low: Office started a script host
  22 Nov 2026 01:58:04 CET

--
You get this mail because rule “High incidents on servers” sends
Critical, High and Medium incidents in device group Servers – Amsterdam
to soc@contoso.example. Rule owner: Sanne de Vries.
Also sent to 3 other addresses.
Stop these mails to me:
https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/stop
Delivery d_01J9ZK3 · times are Europe/Amsterdam
`);
});

test("a Dutch reader gets the whole text in Dutch", () => {
  expect(textOf(readIn(examples.escalated, "nl-NL"))).toBe(`KRITIEKE ERNST - ERNST VERHOOGD
Contoso
Incident 1042: Ransomware activity on several endpoints

Gewijzigd sinds uw vorige mail (22 nov 02:41 CET):
- Ernst gestegen van Hoog naar Kritiek
- Waarschuwing “File server encrypts files in bulk” gestegen van
  Gemiddeld naar Hoog
- Toegewezen aan Sanne de Vries

Openen: https://tocsin.contoso.example/incidents/1042
Portal van de leverancier:
https://security.microsoft.com/incidents/29?tid=c7a1f0de-0000-4000-8000-000000000001

Bevestigen dat u dit incident oppakt:
https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/acknowledge
Mij over dit incident niets meer sturen:
https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/mute

Status:              In behandeling, toegewezen aan Sanne de Vries
Categorieën:         Ransomware, Defense Evasion
Eerste activiteit:   22 nov 2026 01:58:04 CET (UTC+01:00)
Laatste activiteit:  22 nov 2026 03:12:40 CET (UTC+01:00)
Apparaten (3):       SRV-FILE-02, LT-0442, LT-0519
Gebruikers (2):      a.jansen@contoso.example, svc-backup
Apparaatgroepen:     Servers – Amsterdam, Laptops
Bronnen:             Microsoft Defender for Endpoint, Wazuh Amsterdam

Waarschuwingen (4):
- Hoog: Shadow copies deleted on SRV-FILE-02
  22 nov 2026 03:12:40 CET · Microsoft Defender for Endpoint
- Hoog: File server encrypts files in bulk
  22 nov 2026 03:04:11 CET · Wazuh Amsterdam
- Gemiddeld: Suspicious sign-in from a new country
  22 nov 2026 02:02:55 CET · Entra ID
- Laag: Office started a script host
  22 nov 2026 01:58:04 CET

--
U krijgt deze mail omdat regel “High incidents on servers” incidenten
met ernst Kritiek, Hoog of Gemiddeld in apparaatgroep Servers –
Amsterdam naar soc@contoso.example stuurt. Eigenaar van de regel: Sanne
de Vries.
Ook naar 3 andere adressen gestuurd.
Mij deze mails niet meer sturen:
https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/stop
Bezorging d_01J9ZK3 · tijden zijn Europe/Amsterdam
`);
});

test.each(Object.entries(examples))(
  "no line of %s is wider than 72 columns unless it is one address",
  (_name, message) => {
    const wide = textOf(message)
      .split("\n")
      .filter((line) => [...line].length > 72);
    expect(wide.filter((line) => !/^https:\/\/\S+$/.test(line))).toEqual([]);
  },
);

test("a rule that keeps names and links out leaves counts and no address", () => {
  const text = textOf(examples.namesHidden);
  expect(text).toContain("Devices:         3\nUsers:           2\n");
  expect(text).not.toMatch(/https?:|SRV-FILE-02, |Contoso/);
});
