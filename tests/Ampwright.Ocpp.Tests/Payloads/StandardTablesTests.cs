using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Tests.Payloads;

/// <summary>What the standard's tables say and no schema does.</summary>
public sealed class StandardTablesTests
{
    [Fact]
    public void Numbers_have_the_least_values_of_the_standards_tables()
    {
        // OCPP 1.6 ed. 2 §6, security whitepaper ed. 3 §5.5. TriggerMessage: §6.51 says > 0, §5.17 uses 0; 0 is read.
        Assert.Equal(
            [
                "ChangeAvailability.connectorId >= 0",
                "ExtendedTriggerMessage.connectorId >= 1",
                "GetCompositeSchedule.connectorId >= 0",
                "MeterValues.connectorId >= 0",
                "RemoteStartTransaction.chargingProfile.stackLevel >= 0",
                "RemoteStartTransaction.connectorId >= 1",
                "ReserveNow.connectorId >= 0",
                "SetChargingProfile.connectorId >= 0",
                "SetChargingProfile.csChargingProfiles.stackLevel >= 0",
                "StartTransaction.connectorId >= 1",
                "StatusNotification.connectorId >= 0",
                "TriggerMessage.connectorId >= 0",
                "UnlockConnector.connectorId >= 1",
            ],
            Facts(field => field.Minimum is { } least ? $" >= {least}" : null));
    }

    [Fact]
    public void Lists_that_are_one_or_more_in_the_standards_tables_are_not_read_empty() =>
        Assert.Equal(
            [
                "GetCompositeScheduleResponse.chargingSchedule.chargingSchedulePeriod",
                "GetInstalledCertificateIdsResponse.certificateHashData",
                "MeterValues.meterValue",
                "MeterValues.meterValue.sampledValue",
                "RemoteStartTransaction.chargingProfile.chargingSchedule.chargingSchedulePeriod",
                "SetChargingProfile.csChargingProfiles.chargingSchedule.chargingSchedulePeriod",
                "StopTransaction.transactionData.sampledValue",
            ],
            Facts(field => field.MinItems == 1 ? "" : null));

    [Fact]
    public void Only_the_meters_registers_are_watt_hours() =>
        Assert.Equal(["StartTransaction.meterStart", "StopTransaction.meterStop"], Facts(field => field.IsWattHours ? "" : null));

    private static IEnumerable<string> Facts(Func<PayloadField, string?> fact) =>
        Payload.All.SelectMany(payload => Facts(payload.Shape, payload.Name, fact)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Facts(PayloadShape shape, string path, Func<PayloadField, string?> fact)
    {
        foreach (var field in shape.Fields)
        {
            var here = $"{path}.{field.Name}";
            if (fact(field) is { } text) yield return here + text;
            foreach (var inner in field.Nested is { } nested ? Facts(nested, here, fact) : []) yield return inner;
        }
    }
}
