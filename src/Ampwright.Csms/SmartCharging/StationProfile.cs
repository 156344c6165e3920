using System.Text;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Csms.SmartCharging;

/// <summary>A profile that a station holds.</summary>
internal sealed class StationProfile
{
    public int ChargingProfileId { get; init; }

    /// <summary>The payload of the SetChargingProfile that brought it, or would have.</summary>
    public string Request { get; init; } = "";

    /// <summary>Of a TxProfile.</summary>
    public long? TransactionId { get; init; }

    public DateTimeOffset InstalledAt { get; init; }

    /// <summary>The command that brought it.</summary>
    public long CommandId { get; init; }

    public SetChargingProfileRequest Set =>
        (SetChargingProfileRequest)Catalogue.SetChargingProfile.Request.Read(Encoding.UTF8.GetBytes(Request), ReadMode.Strict);
}
