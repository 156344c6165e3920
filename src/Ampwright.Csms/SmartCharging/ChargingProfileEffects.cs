using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Csms.SmartCharging;

/// <summary>A station took a profile. OCPP 1.6 ed. 2 §5.16.</summary>
internal sealed class ProfileSetEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.SetChargingProfile;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is not { State: CommandState.Answered, Status: "Accepted", Request: SetChargingProfileRequest set }) return;
        StationProfiles.Install(unit, outcome.Station, outcome.StationId, set, StationProfiles.Running(unit.Connection, outcome.StationId, set.ConnectorId), outcome.CommandId);
    }
}

/// <summary>A station gave profiles up. Unknown says that it holds none that match: then we do not either. OCPP 1.6 ed. 2 §5.5.</summary>
internal sealed class ProfilesClearedEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.ClearChargingProfile;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is { Status: "Accepted" or "Unknown", Request: ClearChargingProfileRequest clear })
            StationProfiles.Clear(unit, outcome.Station, outcome.StationId, clear);
    }
}

/// <summary>A station said what it will allow: kept beside what follows from the profiles it holds. OCPP 1.6 ed. 2 §5.7.</summary>
internal sealed class CompositeAnsweredEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.GetCompositeSchedule;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is { Status: "Accepted", Request: GetCompositeScheduleRequest asked, Answer: GetCompositeScheduleResponse { ChargingSchedule: { } } told })
            CompositeAnswers.Keep(unit, outcome, asked, told);
    }
}
