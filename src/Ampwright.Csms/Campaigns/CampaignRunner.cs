using Ampwright.Csms.Access;
using Ampwright.Csms.Campaigns.Work;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.Campaigns;

/// <summary>
/// Takes a campaign on: has <see cref="CampaignCourse"/> decide what comes next, and the kind's <see cref="CampaignWork"/> do it. All that it knows is in the
/// store, so that it goes on after a restart where it was.
/// </summary>
internal sealed class CampaignRunner(CampaignWorks works)
{
    /// <summary>Stations begun in one unit of work: the writer is everybody's.</summary>
    private const int MostAtOnce = 100;

    /// <returns>The campaign's number.</returns>
    public long Create(WriteUnit unit, NewCampaign made, IReadOnlyList<long> stations)
    {
        var id = CampaignBook.Add(unit, made, stations);
        Advance(unit, id);
        return id;
    }

    /// <summary>Whether there is anything to do, seen without writing.</summary>
    public static bool IsDue(Campaign campaign, WaveCount wave, DateTimeOffset now) => CampaignCourse.Decide(campaign, wave, now).Turn switch
    {
        CampaignTurn.Wait => false,
        CampaignTurn.Rest => campaign.State != CampaignState.Resting,
        CampaignTurn.Await => campaign.State != CampaignState.Awaiting,
        _ => true,
    };

    public void Advance(WriteUnit unit, long id)
    {
        if (CampaignBook.Find(unit.Connection, id) is not { GoesOn: true } campaign) return;
        var (present, wave) = (campaign, CampaignBook.Count(unit.Connection, id, campaign.Wave));
        for (var given = 0; given < MostAtOnce;)
        {
            if (present is { WaveOverAt: null } && wave is { Waiting: 0, Running: 0 }) present = present with { WaveOverAt = unit.Now };
            var decision = CampaignCourse.Decide(present, wave, unit.Now);
            if (decision.Turn == CampaignTurn.Give && CampaignBook.NextWaiting(unit.Connection, present) is { } next)
            {
                var begun = Begin(unit, present, next);
                wave = wave.Moved(PartState.Waiting, begun);
                given++;
                continue;
            }
            present = decision.Turn switch
            {
                CampaignTurn.NextWave => present with { State = CampaignState.Running, Wave = present.Wave + 1, WaveOverAt = null, GoAhead = false, Forgiven = 0 },
                CampaignTurn.Stop => present with { State = CampaignState.Stopped, Detail = decision.Why },
                CampaignTurn.End => present with { State = CampaignState.Done, FinishedAt = unit.Now },
                CampaignTurn.Rest => present with { State = CampaignState.Resting },
                CampaignTurn.Await => present with { State = CampaignState.Awaiting },
                _ => present with { State = CampaignState.Running },
            };
            if (decision.Turn != CampaignTurn.NextWave) break;
            wave = CampaignBook.Count(unit.Connection, id, present.Wave);
        }
        if (present != campaign) CampaignBook.Store(unit, present);
        if (present.State is CampaignState.Stopped or CampaignState.Done)
            AuditLog.Append(unit, Caller.Program, present.State == CampaignState.Done ? "campaign.end" : "campaign.stop", $"{id}", AuditDetail.Of("detail", present.Detail ?? ""));
        CampaignBook.Tell(unit, id);
    }

    /// <summary>Looks at one station's part, and at what follows where it is over.</summary>
    public void Look(WriteUnit unit, long id, long stationId)
    {
        if (CampaignBook.Find(unit.Connection, id) is not { } campaign || CampaignBook.Part(unit.Connection, id, stationId) is not { State: PartState.Running } part) return;
        var work = works.Of(campaign.Kind);
        var move = StationRegistry.Find(unit.Connection, part.Station) is { } station
            ? Guarded(() => work.Look(unit, campaign, station, part))
            : PartMove.Skipped("it was removed");
        if (move.State is null && part.DueAt <= unit.Now) move = GiveUp(unit, campaign, part);
        if (move.State is null) return;
        Apply(unit, campaign, part, move, work);
        if (move.State != PartState.Running) Advance(unit, id);
    }

    private PartState Begin(WriteUnit unit, Campaign campaign, CampaignPart part)
    {
        var work = works.Of(campaign.Kind);
        var move = StationRegistry.Find(unit.Connection, part.Station) switch
        {
            null => PartMove.Skipped("it was removed"),
            { Connected: false } when campaign.SkipsOffline => PartMove.Skipped("it was not connected"),
            { } station => Guarded(() => work.Begin(unit, campaign, station)),
        };
        // What a station tells of it comes after this instant.
        var begun = part with { BeganAt = unit.Now, DueAt = work.KeepsTime ? null : unit.Now + campaign.Patience };
        Apply(unit, campaign, begun, move, work);
        return move.State!.Value;
    }

    private static void Apply(WriteUnit unit, Campaign campaign, CampaignPart part, PartMove move, CampaignWork work)
    {
        var isOver = move.State != PartState.Running;
        CampaignBook.Store(unit, part with
        {
            State = move.State!.Value,
            Detail = move.Detail,
            CommandId = move.CommandId ?? part.CommandId,
            Step = move.Step > 0 ? move.Step : part.Step,
            Attempts = move.Again ? part.Attempts + 1 : move.CommandId == part.CommandId ? part.Attempts : 0,
            DueAt = isOver ? null : part.DueAt,
            EndedAt = isOver ? unit.Now : null,
        });
    }

    private static PartMove GiveUp(WriteUnit unit, Campaign campaign, CampaignPart part)
    {
        var command = StepCommand.Find(unit.Connection, part.CommandId);
        var minutes = campaign.Patience.TotalMinutes;
        if (command is not { State: CommandState.Queued }) return PartMove.Failed($"no outcome in {minutes:0} minutes{(part.Detail is null ? "" : $": {part.Detail}")}");
        CommandLife.Finish(unit, part.CommandId!.Value, new CommandEnd(CommandState.Cancelled) { ErrorText = $"Campaign {campaign.CampaignId} waits no longer." });
        return PartMove.Failed($"the station was not there in {minutes:0} minutes");
    }

    private static PartMove Guarded(Func<PartMove> work)
    {
        try
        {
            return work();
        }
        catch (CommandInvalidException refusal)
        {
            return PartMove.Failed(refusal.Message);
        }
        catch (OcppViolationException)
        {
            return PartMove.Failed("What is stored of the command cannot be read.");
        }
    }

    /// <summary>A person's word.</summary>
    /// <returns>Whether it was in a state to go there from.</returns>
    public bool Turn(WriteUnit unit, long id, CampaignVerb verb)
    {
        var campaign = CampaignBook.Find(unit.Connection, id)!;
        var failed = CampaignBook.Count(unit.Connection, id, campaign.Wave).Failed;
        switch (verb, campaign.State)
        {
            case (CampaignVerb.Pause, CampaignState.Running or CampaignState.Resting or CampaignState.Awaiting):
                campaign = campaign with { State = CampaignState.Paused };
                break;
            case (CampaignVerb.Resume, CampaignState.Paused or CampaignState.Stopped):
                // What failed before is known to whoever resumes.
                campaign = campaign with { State = CampaignState.Running, Detail = null, Forgiven = failed };
                break;
            case (CampaignVerb.GoAhead, CampaignState.Resting or CampaignState.Awaiting):
                campaign = campaign with { GoAhead = true };
                break;
            case (CampaignVerb.Cancel, not (CampaignState.Cancelled or CampaignState.Done)):
                campaign = campaign with { State = CampaignState.Cancelled, Detail = null, FinishedAt = unit.Now };
                TakeBack(unit, campaign);
                break;
            case (CampaignVerb.Retry, not CampaignState.Cancelled) when Again(unit, campaign) > 0:
                campaign = campaign with { State = campaign.State == CampaignState.Paused ? CampaignState.Paused : CampaignState.Running, Detail = null, Forgiven = 0, WaveOverAt = null, FinishedAt = null };
                break;
            default:
                return false;
        }
        CampaignBook.Store(unit, campaign);
        if (campaign.GoesOn) Advance(unit, id);
        else CampaignBook.Tell(unit, id);
        return true;
    }

    /// <summary>Those that failed wait for their turn anew, in the wave that is under way.</summary>
    private static int Again(WriteUnit unit, Campaign campaign)
    {
        var failed = CampaignBook.Parts(unit.Connection, campaign.CampaignId, PartState.Failed, null, -1, int.MaxValue);
        foreach (var part in failed)
            CampaignBook.Store(unit, part with { Wave = campaign.Wave, State = PartState.Waiting, Detail = null, CommandId = null, Step = 0, Attempts = 0, BeganAt = null, EndedAt = null });
        return failed.Count;
    }

    private static void TakeBack(WriteUnit unit, Campaign campaign)
    {
        foreach (var part in CampaignBook.Parts(unit.Connection, campaign.CampaignId, PartState.Waiting, null, -1, int.MaxValue))
            CampaignBook.Store(unit, part with { State = PartState.Skipped, Detail = "the campaign was cancelled", EndedAt = unit.Now });
        // What becomes of them is read from the command's end, as of any other.
        foreach (var command in unit.Connection.Query<long>("""
            SELECT c.command_id FROM campaign_stations p JOIN commands c ON c.command_id = p.command_id
            WHERE p.campaign_id = @CampaignId AND p.state = 'Running' AND c.state = 'Queued'
            """, new { campaign.CampaignId }).AsList())
            CommandLife.Finish(unit, command, new CommandEnd(CommandState.Cancelled) { ErrorText = $"Campaign {campaign.CampaignId} was cancelled." });
    }
}
