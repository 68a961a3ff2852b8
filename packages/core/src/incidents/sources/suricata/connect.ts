import type { Configuration } from "../../source-kind.ts";

export const suricataConnect: readonly Configuration[] = [
  {
    where: "In /etc/suricata/suricata.yaml",
    text: `outputs:
  - eve-log:
      enabled: yes
      filetype: regular
      filename: tocsin.json
      community-id: true
      types:
        - alert:
            metadata:
              app-layer: true
              flow: true
              rule:
                metadata: true`,
  },
  {
    where: "In /etc/systemd/system/tocsin-tail.service, with the key in /etc/tocsin/source-key",
    text: `[Unit]
Description=Alerts of Suricata to Tocsin
After=network-online.target

[Service]
Environment=TOCSIN_SOURCE_KEY_FILE=/etc/tocsin/source-key
WorkingDirectory=/opt/tocsin
ExecStart=/opt/tocsin/node_modules/.bin/node apps/cli/dist/main.js tail /var/log/suricata/eve.json \\
  --url https://tocsin.contoso.example --state /var/lib/tocsin/eve.state --only "\\"event_type\\":\\"alert\\""
StateDirectory=tocsin
Restart=always
RestartSec=10

[Install]
WantedBy=multi-user.target`,
  },
];
