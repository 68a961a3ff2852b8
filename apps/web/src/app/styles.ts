// Mantine's styles sit in the layer `mantine`, so that our own rules win whatever the order.
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./base.css";
