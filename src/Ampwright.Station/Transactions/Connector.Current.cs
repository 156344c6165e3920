using Ampwright.Station.Hardware;

namespace Ampwright.Station.Transactions;

internal sealed partial class Connector
{
    private static readonly TimeSpan OfferRetryPeriod = TimeSpan.FromSeconds(1);
    private CurrentOffer _offer = CurrentOffer.Unlimited;

    /// <summary>What limits the current here changed: cable, derating, or whether the car may draw at all.</summary>
    public Action? LimitChanged { get; set; }

    /// <summary>What the plugged cable carries, mA; null = there is none.</summary>
    public int? CableMilliamperes => _cable;

    /// <summary>What the board can carry for the time being.</summary>
    public ConnectorDerating? Derating { get; private set; }

    /// <summary>A transaction runs and the station does not hold its energy back for its own reasons.</summary>
    public bool MayDraw => Running is not null && !_held && !_stopping;

    /// <summary>The board can carry less, or more again (null). What it makes of our offer is what we tell.</summary>
    public void OnDerating(int? milliamperes, string why)
    {
        Derating = milliamperes is { } limit ? new ConnectorDerating(limit, why) : null;
        LimitChanged?.Invoke();
        if (Running is not null && !_starting) _ = Enqueue(SetOfferAsync);
    }

    /// <summary>What the car is to be offered from now on.</summary>
    public void Offer(CurrentOffer offer)
    {
        if (offer == _offer) return;
        _offer = offer;
        if (Running is not null && !_starting) _ = Enqueue(SetOfferAsync);
    }

    private async Task SetOfferAsync()
    {
        var applied = await _port.SetOfferAsync(_offer, _core.CommandDeadline);
        _offerMilliamperes = applied.Milliamperes;
        if (applied.Outcome != CommandOutcome.Done)
        {
            _core.Trace.Note($"connector {Number}: the board does not take the offer ({applied.Outcome}); again in {OfferRetryPeriod.TotalSeconds} s");
            if (Running is not null) _offerRetry.Set(OfferRetryPeriod);
        }
        Update();
    }
}
