using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages;

namespace Ampwright.Csms.Campaigns.Work;

/// <summary>
/// What a kind of campaign does at one station. It gives the orders that a person would give, and reads their outcome; who is next is none of its business.
/// </summary>
internal abstract class CampaignWork
{
    /// <summary>How often a command is given again that was lost with its connection, or with the program.</summary>
    protected const int MostAgain = 2;

    /// <summary>The work has a time limit of its own for a station that tells nothing.</summary>
    public virtual bool KeepsTime => false;

    /// <summary>The station's turn has come.</summary>
    /// <exception cref="CommandInvalidException">The station may not be asked this now.</exception>
    public abstract PartMove Begin(WriteUnit unit, Campaign campaign, StationRecord station);

    /// <summary>Something happened about the station.</summary>
    /// <exception cref="CommandInvalidException">The station may not be asked what would come next.</exception>
    public abstract PartMove Look(WriteUnit unit, Campaign campaign, StationRecord station, CampaignPart part);

    /// <exception cref="CommandInvalidException">The campaign was cancelled: nothing is given any more.</exception>
    protected static long Give(WriteUnit unit, Campaign campaign, StationRecord station, NewCommand command) => campaign.State == CampaignState.Cancelled
        ? throw new CommandInvalidException("", "the campaign was cancelled before the station had all of it")
        : CommandQueue.Add(unit, station, command with { Lifetime = campaign.Patience }).CommandId;

    protected static long Give(WriteUnit unit, Campaign campaign, StationRecord station, IRequest request) =>
        Give(unit, campaign, station, NewCommand.Of(request, campaign.RequestedBy));

    protected static bool MayGiveAgain(CampaignPart part, StepCommand command) =>
        part.Attempts < MostAgain && command is { SentAt: not null, State: CommandState.Failed, ErrorCode: null };

    /// <summary>How a command that did not work out ends its station's part.</summary>
    protected static PartMove Failure(StepCommand command) =>
        command.State == CommandState.Cancelled ? PartMove.Skipped("taken back before it was sent") : PartMove.Failed(command.InWords);
}
