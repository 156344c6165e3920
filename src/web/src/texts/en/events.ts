import type { Change } from '../../live/events';
import { campaigns } from './campaigns';
import { energyEvents } from './energy';

import { connector, kWh, money, status, wordFor } from './words';

const paymentStates: Record<string, string> = {
  Authorizing: 'being authorized',
  Authorized: 'authorized',
  Declined: 'declined',
  Capturing: 'being captured',
  Captured: 'captured',
  Releasing: 'being released',
  Released: 'released',
};

/** What happens, in a sentence. */
export const events = {
  /** One sentence for an event of the stream. */
  events: {
    stationRegistered: () => 'Registered',
    stationChanged: () => 'Settings changed',
    stationRemoved: () => 'Removed',
    stationConnected: () => 'Connected',
    stationDisconnected: (c) => `Disconnected: ${c.why}`,
    stationTakenOver: (c) => `A newer connection${c.source ? ` from ${c.source}` : ''} replaced the old one`,
    stationRefused: (c) => `Refused from ${c.source}: ${c.why}`,
    handshakeRefused: (c) => `TLS handshake from ${c.source} refused: ${c.why}`,
    stationBooted: (c) => `Booted, ${c.vendor} ${c.model}: ${c.verdict}`,
    stationPasswordChanged: () => 'Password changed',
    connectorStatusChanged: (c) =>
      `${connector(c.connectorId)}: ${status[c.status ?? ''] ?? c.status}${!c.errorCode || c.errorCode === 'NoError' ? '' : ` (${c.errorCode})`}`,
    siteChanged: (c) => `Site ${c.name} changed`,
    siteRemoved: (c) => `Site ${c.name} removed`,
    driverChanged: () => 'A driver was added or changed',
    driverRemoved: () => 'A driver was removed',
    groupChanged: (c) => `Group ${c.name} changed`,
    groupRemoved: (c) => `Group ${c.name} removed`,
    chargingRuleChanged: (c) => `Charging rule ${c.ruleId} changed`,
    chargingRuleRemoved: (c) => `Charging rule ${c.ruleId} removed`,
    localListAsked: () => 'Its local list was put by hand',
    localListInStep: (c) => `Its local list is as it should be: ${c.entries} ${c.entries === 1 ? 'card' : 'cards'}`,
    localListDrifted: (c) => `Its local list is not as it should be: ${c.why}`,
    idTagChanged: (c) => `Id tag ${c.idTag} changed`,
    idTagDeleted: (c) => `Id tag ${c.idTag} removed`,
    transactionStarted: (c) =>
      `${connector(c.connectorId)}: session started with ${c.idTag}${c.verdict === 'Accepted' ? '' : ` (${c.verdict})`}`,
    transactionMetered: (c) => `${connector(c.connectorId)}: ${kWh(c.energyWh)}`,
    transactionStopped: (c) => `${connector(c.connectorId)}: session ended with ${kWh(c.energyWh)} (${c.reason})`,
    transactionStopWithdrawn: (c) => `${connector(c.connectorId)}: session ${c.transactionId} is open again: ${c.why}`,
    transactionFlagged: (c) => `Session ${c.transactionId} flagged ${c.flag}: ${c.detail}`,
    messageSetAside: (c) => `${c.action} set aside: ${c.why}`,
    messageIdReused: (c) => `${c.action} came with a message id used before`,
    stationNotified: (c) => `${c.action} received`,
    dataTransferred: (c) => `DataTransfer of ${c.vendorId}: ${c.status}`,
    commandChanged: (c) => `${wordFor[c.action ?? ''] ?? c.action}: ${c.answerStatus ?? c.state}`,
    configurationRead: () => 'Told some of its configuration',
    configurationReadingEnded: () => 'Its configuration was read',
    availabilityChanged: (c) => `${connector(c.connectorId)}: availability ${c.state}`,
    reservationChanged: (c) => `${connector(c.connectorId)}: reservation ${c.state}`,
    chargingProfileInstalled: (c) => `${connector(c.connectorId)}: holds charging profile ${c.chargingProfileId}`,
    chargingProfileRemoved: (c) => `${connector(c.connectorId)}: holds charging profile ${c.chargingProfileId} no more`,
    compositeScheduleDiffers: (c) =>
      `${connector(c.connectorId)}: its schedule is not what follows from its profiles: ${c.difference}`,
    startCodeChanged: (c) => `${connector(c.connectorId)}: start code for a guest ${c.state}`,
    cardLearningChanged: (c) => `Makes a card known: ${[c.state, c.idTag].filter(Boolean).join(' ')}`,
    chargingQuotaUsed: () => 'The quota of a charging rule is used up',
    securityEventReported: (c) => `Security event ${c.type}${c.critical ? ', critical' : ''}`,
    stationCertificateEnds: () => 'Its certificate ends soon',
    securityProfileRaised: () => 'Came by a higher security profile',
    firmwareUpdateChanged: (c) => `Firmware ${c.version ?? ''}: ${c.status ?? c.state}`,
    campaignChanged: (c) => `Campaign ${c.name}: ${campaigns.campaigns.states[c.state ?? ''] ?? c.state}`,
    campaignStationChanged: (c) =>
      `Campaign ${c.campaignId}: ${[campaigns.campaigns.parts[c.state ?? ''] ?? c.state, c.detail].filter(Boolean).join(', ')}`,
    certificateRequestChanged: (c) => `Certificate request ${c.requestId}: ${c.state}`,
    securityProfileUpgradeChanged: (c) =>
      `Upgrade to security profile ${c.targetProfile}: ${[c.state, c.step, c.why].filter(Boolean).join(', ')}`,
    logUploadChanged: (c) => `${c.logKind}: ${c.status ?? c.state}`,
    bulkCommandChanged: (c) => `Bulk command ${c.action}: ${c.state}`,
    caseOpened: (c) => `Case opened, ${c.caseKind}: ${c.detail}`,
    caseClosed: (c) => `Case closed, ${c.caseKind}: ${c.reason}`,
    caseReopened: (c) => `Case opened again, ${c.caseKind}`,
    quirkFound: () => 'Is of a model with a known quirk',
    tariffChanged: (c) => `Tariff ${c.name} changed`,
    tariffRemoved: (c) => `Tariff ${c.name} removed`,
    tariffAssigned: (c) => (c.removed ? 'A tariff holds somewhere no more' : 'It was said where a tariff holds'),
    priceBooked: (c) => {
      const what =
        { Recalculation: 'was charged anew', Correction: 'was corrected', Refund: 'was refunded' }[c.entryKind ?? ''] ??
        'was charged';
      return `Session ${c.transactionId} ${what}${c.gross == null ? '' : `: ${money(c.gross, c.currency)}`}`;
    },
    paymentChanged: (c) => `Payment ${c.paymentId}: ${paymentStates[c.state ?? ''] ?? c.state}`,
    ...energyEvents,
  } as Record<string, (change: Change) => string>,
};
