import type { Change } from '../../live/events';
import type { Texts } from '..';
import { campaigns } from './campaigns';
import { energyEvents } from './energy';

import { connector, kWh, money, status, wordFor } from './words';

const paymentStates: Record<string, string> = {
  Authorizing: 'wird vorgemerkt',
  Authorized: 'vorgemerkt',
  Declined: 'abgelehnt',
  Capturing: 'wird eingezogen',
  Captured: 'eingezogen',
  Releasing: 'wird freigegeben',
  Released: 'freigegeben',
};

/** What happens, in a sentence. */
export const events: Pick<Texts, 'events'> = {
  events: {
    stationRegistered: () => 'Angemeldet',
    stationChanged: () => 'Einstellungen geändert',
    stationRemoved: () => 'Entfernt',
    stationConnected: () => 'Verbunden',
    stationDisconnected: (c) => `Getrennt: ${c.why}`,
    stationTakenOver: (c) => `Eine neuere Verbindung${c.source ? ` von ${c.source}` : ''} ersetzte die alte`,
    stationRefused: (c) => `Abgewiesen von ${c.source}: ${c.why}`,
    handshakeRefused: (c) => `TLS-Handschlag von ${c.source} abgewiesen: ${c.why}`,
    stationBooted: (c) => `Gestartet, ${c.vendor} ${c.model}: ${c.verdict}`,
    stationPasswordChanged: () => 'Passwort geändert',
    connectorStatusChanged: (c) =>
      `${connector(c.connectorId)}: ${status[c.status ?? ''] ?? c.status}${!c.errorCode || c.errorCode === 'NoError' ? '' : ` (${c.errorCode})`}`,
    siteChanged: (c) => `Standort ${c.name} geändert`,
    siteRemoved: (c) => `Standort ${c.name} entfernt`,
    driverChanged: () => 'Ein Fahrer wurde hinzugefügt oder geändert',
    driverRemoved: () => 'Ein Fahrer wurde entfernt',
    groupChanged: (c) => `Gruppe ${c.name} geändert`,
    groupRemoved: (c) => `Gruppe ${c.name} entfernt`,
    chargingRuleChanged: (c) => `Laderegel ${c.ruleId} geändert`,
    chargingRuleRemoved: (c) => `Laderegel ${c.ruleId} entfernt`,
    localListAsked: () => 'Ihre lokale Liste wurde von Hand gesetzt',
    localListInStep: (c) => `Ihre lokale Liste ist, wie sie sein soll: ${c.entries} ${c.entries === 1 ? 'Karte' : 'Karten'}`,
    localListDrifted: (c) => `Ihre lokale Liste ist nicht, wie sie sein soll: ${c.why}`,
    idTagChanged: (c) => `Kennung ${c.idTag} geändert`,
    idTagDeleted: (c) => `Kennung ${c.idTag} entfernt`,
    transactionStarted: (c) =>
      `${connector(c.connectorId)}: Ladevorgang mit ${c.idTag} begonnen${c.verdict === 'Accepted' ? '' : ` (${c.verdict})`}`,
    transactionMetered: (c) => `${connector(c.connectorId)}: ${kWh(c.energyWh)}`,
    transactionStopped: (c) => `${connector(c.connectorId)}: Ladevorgang mit ${kWh(c.energyWh)} beendet (${c.reason})`,
    transactionStopWithdrawn: (c) => `${connector(c.connectorId)}: Ladevorgang ${c.transactionId} ist wieder offen: ${c.why}`,
    transactionFlagged: (c) => `Ladevorgang ${c.transactionId} gekennzeichnet mit ${c.flag}: ${c.detail}`,
    messageSetAside: (c) => `${c.action} beiseitegelegt: ${c.why}`,
    messageIdReused: (c) => `${c.action} kam mit einer schon gebrauchten Nachrichtenkennung`,
    stationNotified: (c) => `${c.action} erhalten`,
    dataTransferred: (c) => `DataTransfer von ${c.vendorId}: ${c.status}`,
    commandChanged: (c) => `${wordFor[c.action ?? ''] ?? c.action}: ${c.answerStatus ?? c.state}`,
    configurationRead: () => 'Hat einen Teil ihrer Konfiguration genannt',
    configurationReadingEnded: () => 'Ihre Konfiguration wurde gelesen',
    availabilityChanged: (c) => `${connector(c.connectorId)}: Verfügbarkeit ${c.state}`,
    reservationChanged: (c) => `${connector(c.connectorId)}: Reservierung ${c.state}`,
    chargingProfileInstalled: (c) => `${connector(c.connectorId)}: hält Ladeprofil ${c.chargingProfileId}`,
    chargingProfileRemoved: (c) => `${connector(c.connectorId)}: hält Ladeprofil ${c.chargingProfileId} nicht mehr`,
    compositeScheduleDiffers: (c) => `${connector(c.connectorId)}: ihr Ladeplan folgt nicht aus ihren Profilen: ${c.difference}`,
    startCodeChanged: (c) => `${connector(c.connectorId)}: Startcode für einen Gast ${c.state}`,
    cardLearningChanged: (c) => `Lernt eine Karte kennen: ${[c.state, c.idTag].filter(Boolean).join(' ')}`,
    chargingQuotaUsed: () => 'Das Kontingent einer Laderegel ist verbraucht',
    securityEventReported: (c) => `Sicherheitsereignis ${c.type}${c.critical ? ', kritisch' : ''}`,
    stationCertificateEnds: () => 'Ihr Zertifikat endet bald',
    securityProfileRaised: () => 'Kam mit einem höheren Sicherheitsprofil',
    firmwareUpdateChanged: (c) => `Firmware ${c.version ?? ''}: ${c.status ?? c.state}`,
    campaignChanged: (c) => `Kampagne ${c.name}: ${campaigns.campaigns.states[c.state ?? ''] ?? c.state}`,
    campaignStationChanged: (c) =>
      `Kampagne ${c.campaignId}: ${[campaigns.campaigns.parts[c.state ?? ''] ?? c.state, c.detail].filter(Boolean).join(', ')}`,
    certificateRequestChanged: (c) => `Zertifikatsanfrage ${c.requestId}: ${c.state}`,
    securityProfileUpgradeChanged: (c) =>
      `Wechsel zu Sicherheitsprofil ${c.targetProfile}: ${[c.state, c.step, c.why].filter(Boolean).join(', ')}`,
    logUploadChanged: (c) => `${c.logKind}: ${c.status ?? c.state}`,
    bulkCommandChanged: (c) => `Sammelbefehl ${c.action}: ${c.state}`,
    caseOpened: (c) => `Fall geöffnet, ${c.caseKind}: ${c.detail}`,
    caseClosed: (c) => `Fall geschlossen, ${c.caseKind}: ${c.reason}`,
    caseReopened: (c) => `Fall wieder geöffnet, ${c.caseKind}`,
    quirkFound: () => 'Ist von einem Modell mit bekannter Eigenheit',
    tariffChanged: (c) => `Tarif ${c.name} geändert`,
    tariffRemoved: (c) => `Tarif ${c.name} entfernt`,
    tariffAssigned: (c) => (c.removed ? 'Ein Tarif gilt irgendwo nicht mehr' : 'Es wurde gesagt, wo ein Tarif gilt'),
    priceBooked: (c) => {
      const what =
        { Recalculation: 'wurde neu berechnet', Correction: 'wurde berichtigt', Refund: 'wurde erstattet' }[c.entryKind ?? ''] ??
        'wurde berechnet';
      return `Ladevorgang ${c.transactionId} ${what}${c.gross == null ? '' : `: ${money(c.gross, c.currency)}`}`;
    },
    paymentChanged: (c) => `Zahlung ${c.paymentId}: ${paymentStates[c.state ?? ''] ?? c.state}`,
    ...energyEvents,
  } as Record<string, (change: Change) => string>,
};
