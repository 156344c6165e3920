using Ampwright.Ocpp.Messages.LocalAuthList;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.LocalList;

/// <summary>
/// Carries out SendLocalList and GetLocalListVersion. OCPP 1.6 ed. 2 §5.10, §5.15, errata v4.0 3.52. A list that cannot be taken as a
/// whole changes nothing.
/// </summary>
internal sealed class LocalListCalls(StationCore core, LocalAuthList list)
{
    /// <summary>The list was changed: what contradicted the old one is settled.</summary>
    public Action? Changed { get; set; }

    // Switched off it is as if there were no list (§5.10: −1), and one that is sent would have no effect (§5.15: NotSupported).
    public CallAnswer GetVersion(GetLocalListVersionRequest _) =>
        new(new GetLocalListVersionResponse { ListVersion = list.Enabled ? list.Version : -1 });

    public CallAnswer Send(SendLocalListRequest request)
    {
        if (!request.UpdateType.IsKnown)
            throw new CallRefusedException(RpcErrorCode.PropertyConstraintViolation, $"updateType is Full or Differential, not {request.UpdateType.Text}");
        if (!list.Enabled) return Answer(UpdateStatus.NotSupported);
        var full = request.UpdateType.Is(UpdateType.Full);
        if (!full && request.ListVersion <= list.Version) return Answer(UpdateStatus.VersionMismatch);
        var entries = request.LocalAuthorizationList ?? [];
        var changed = new LocalListChanged(
            request.ListVersion, full, [.. entries.Where(entry => entry.IdTagInfo is not null).Select(Listed)],
            [.. entries.Where(entry => entry.IdTagInfo is null).Select(entry => entry.IdTag)]);
        if (Fault(request, entries, changed) is { } fault)
        {
            core.Trace.Note($"the local list {request.ListVersion} is not taken: {fault}");
            return Answer(UpdateStatus.Failed);
        }
        if (!list.TryChange(changed)) return Answer(UpdateStatus.Failed);
        core.Trace.Note($"the local list is version {list.Version} with {list.Count} id tags");
        Changed?.Invoke();
        return Answer(UpdateStatus.Accepted);
    }

    private string? Fault(SendLocalListRequest request, IReadOnlyList<AuthorizationData> entries, LocalListChanged change)
    {
        // Errata v4.0 3.52; a Full list with 0 and without entries is how some CSMSs clear a list.
        if (request.ListVersion <= 0 && (!change.Full || request.ListVersion < 0 || entries.Count > 0))
            return "its version is not above 0";
        if (entries.Count > core.Configuration.Number("SendLocalListMaxLength"))
            return $"it has {entries.Count} entries, above SendLocalListMaxLength";
        if (entries.Any(entry => entry.IdTagInfo is { Status.IsKnown: false })) return "it has a status that the standard does not know";
        if (change.Full && change.Removed.Count > 0) return "a full list needs idTagInfo for every id tag";
        // §6.41: no id tag twice in one request.
        if (entries.Select(entry => ListedTag.KeyOf(entry.IdTag)).Distinct().Count() != entries.Count) return "an id tag is in it twice";
        var length = core.Memory.State.With(change).LocalList.Count;
        return length > core.Configuration.Number("LocalAuthListMaxLength") ? $"the list would have {length} id tags, above LocalAuthListMaxLength" : null;
    }

    private static ListedTag Listed(AuthorizationData entry)
    {
        var info = entry.IdTagInfo!;
        return new ListedTag(entry.IdTag, info.Status.Text, info.ParentIdTag, info.ExpiryDate?.Instant);
    }

    private static CallAnswer Answer(UpdateStatus status) => new(new SendLocalListResponse { Status = status });
}
