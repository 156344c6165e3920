using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Rpc;
using Ampwright.Ocpp.SmartCharging;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.SmartCharging;

/// <summary>
/// Carries out SetChargingProfile, ClearChargingProfile and GetCompositeSchedule. OCPP 1.6 ed. 2 §5.5, §5.7, §5.16. A profile is on the
/// disk before it is answered (errata v4.0 3.37), and in force once the answer has left.
/// </summary>
internal sealed class ProfileCalls(StationCore core, CurrentLimits limits, IReadOnlyList<Connector> connectors)
{
    /// <summary>Most periods of a composite schedule; a longer one ends early, as its duration says.</summary>
    public const int MostPeriods = 500;

    private readonly ProfileLimits _limits = new()
    {
        Connectors = connectors.Count,
        MaxStackLevel = core.Configuration.Number("ChargeProfileMaxStackLevel"),
        MaxPeriods = core.Configuration.Number("ChargingScheduleMaxPeriods"),
        MaxInstalled = core.Configuration.Number("MaxChargingProfilesInstalled"),
        Units = ProfileLimits.UnitsOf(core.Configuration.Text("ChargingScheduleAllowedChargingRateUnit")),
    };

    public CallAnswer Set(SetChargingProfileRequest request)
    {
        var running = connectors.FirstOrDefault(one => one.Number == request.ConnectorId)?.Running is { } transaction
            ? new RunningTransaction(transaction.Tx, transaction.CsmsId)
            : null;
        if (ProfileRules.Check(request, _limits, core.Memory.State.Profiles, running, core.Clock.Now) is { } refusal)
        {
            Note(refusal);
            return Answer(refusal.Status);
        }
        var installed = ProfileRules.ToInstall(request, running, core.Clock.Now);
        return core.Memory.TryRecord(new ProfileInstalled(StoredProfile.Of(installed)))
            ? Answer(ChargingProfileStatus.Accepted, limits.Apply)
            : Answer(ChargingProfileStatus.Rejected);
    }

    public CallAnswer Clear(ClearChargingProfileRequest request)
    {
        var removed = core.Memory.State.Profiles.Clear(request).Removed;
        if (removed.Count == 0) return new CallAnswer(new ClearChargingProfileResponse { Status = ClearChargingProfileStatus.Unknown });
        core.Memory.Record(new ProfilesCleared([.. removed.Select(one => one.Profile.ChargingProfileId)]), durable: true);
        return new CallAnswer(new ClearChargingProfileResponse { Status = ClearChargingProfileStatus.Accepted }, limits.Apply);
    }

    public CallAnswer GetComposite(GetCompositeScheduleRequest request)
    {
        // Errata v4.0 3.24.
        if (request.ChargingRateUnit is { IsKnown: false } unknown)
            throw new CallRefusedException(RpcErrorCode.PropertyConstraintViolation, $"chargingRateUnit is A or W, not {unknown.Text}");
        var unit = request.ChargingRateUnit?.Value ?? (_limits.Units.Contains(ChargingRateUnit.A) ? ChargingRateUnit.A : ChargingRateUnit.W);
        var schedule = request.Duration < 1 ? null
            : CompositeSchedule.Of(limits.Situation(), request.ConnectorId, core.Clock.Now, request.Duration, unit, MostPeriods);
        return new CallAnswer(schedule?.ToResponse() ?? new GetCompositeScheduleResponse { Status = GetCompositeScheduleStatus.Rejected });
    }

    /// <summary>Whether the profile of a remote start can be carried out (§5.11, §5.16.2).</summary>
    public bool Takes(ChargingProfile profile, int connector)
    {
        if (ProfileRules.CheckForStart(profile, connector, _limits, core.Memory.State.Profiles, core.Clock.Now) is not { } refusal) return true;
        Note(refusal);
        return false;
    }

    /// <exception cref="CallRefusedException">The refusal is a CALLERROR.</exception>
    private void Note(ProfileRefusal refusal)
    {
        core.Trace.Note($"the charging profile is not taken: {refusal.Explanation}");
        if (refusal.ErrorCode is { } code) throw new CallRefusedException(code, refusal.Explanation);
    }

    private static CallAnswer Answer(ChargingProfileStatus status, Action? then = null) =>
        new(new SetChargingProfileResponse { Status = status }, then);
}
