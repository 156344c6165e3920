using System.Text;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.SmartCharging;

namespace Ampwright.Station.Memory;

/// <summary>A charging profile in its stored form.</summary>
/// <param name="Request">The SetChargingProfile.req that says the same, as JSON: the standard's form will still be read in years.</param>
/// <param name="Transaction">The station's own number of the transaction a TxProfile holds for.</param>
internal sealed record StoredProfile(string Request, long? Transaction, DateTimeOffset ReceivedAt)
{
    public static StoredProfile Of(InstalledProfile installed) => new(
        Encoding.UTF8.GetString(PayloadJson.ToUtf8(
            Catalogue.SetChargingProfile.Request,
            new SetChargingProfileRequest { ConnectorId = installed.ConnectorId, CsChargingProfiles = installed.Profile })),
        installed.Transaction,
        installed.ReceivedAt);

    public InstalledProfile ToInstalled()
    {
        var request = (SetChargingProfileRequest)Catalogue.SetChargingProfile.Request.Read(Encoding.UTF8.GetBytes(Request), ReadMode.Tolerant);
        return new InstalledProfile(request.ConnectorId, request.CsChargingProfiles, Transaction, ReceivedAt);
    }
}

/// <summary>A limit that a person has set at the station itself.</summary>
/// <param name="Milliamperes">mA per phase.</param>
internal sealed record ManualLimit(int Milliamperes, string Why);
