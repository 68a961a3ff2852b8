import type { PollCause } from "@tocsin/core/sources";

export const nl: Record<PollCause, string> = {
  wrongTenant:
    "Deze tenant bestaat niet. Kopieer de Directory (tenant) ID van de overzichtspagina van de toepassing in Microsoft Entra.",
  wrongApplication:
    "De tenant kent deze toepassing niet. Kopieer de Application (client) ID, en kijk of de toepassing in deze tenant is geregistreerd.",
  wrongSecret:
    "Het geheim klopt niet. Vul de Value van het geheim in, die Entra maar één keer toont, en niet de Secret ID.",
  expiredSecret:
    "Het geheim is verlopen. Maak een nieuw onder Certificates & secrets, en vul het hier in voordat u het oude verwijdert.",
  lostSecret: "Het bewaarde geheim is met de geheime sleutel van deze installatie niet te openen. Vul het opnieuw in.",
  missingPermission:
    "De toepassing mist de toepassingsmachtiging {permission}. Voeg die toe onder API permissions, en geef toestemming als beheerder.",
  forbiddenHost: "Verbeter het adres, of laat TOCSIN_POLL_HOSTS de host ervan noemen in de omgeving van api en worker.",
  refused: "De API weigerde de vraag. Kijk of het basisadres en de soort van de bron bij elkaar horen.",
  throttled: "Te veel verzoeken van deze toepassing. Het gaat vanzelf verder zodra Microsoft dat toestaat.",
  unreachable: "Geen antwoord. Kijk of deze machine het adres over HTTPS mag bereiken, en naar de proxy en DNS ervan.",
  failing: "De API antwoordt met een eigen fout. Er wordt opnieuw gevraagd; intussen gaat niets verloren.",
};
