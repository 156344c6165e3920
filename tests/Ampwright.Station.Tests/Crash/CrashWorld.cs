using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Crash;

/// <summary>
/// A station whose power may go at any point where it touches its disks or the network: in the middle of each disk call, before a CALL leaves, between a
/// CALL and its answer, when a CALL of the CSMS arrives, before and after it is answered, at each dial. All points count alike, from 1.
/// </summary>
internal sealed class CrashWorld : IAsyncDisposable
{
    /// <summary>How long the power stays away.</summary>
    private static readonly TimeSpan Dark = TimeSpan.FromSeconds(40);

    private readonly IAsyncDisposable? _around;
    private readonly List<string> _cuts = [];
    private int _points;
    private int _diskCalls;
    private int? _cutAt;

    /// <param name="around">What else lives as long as this.</param>
    public CrashWorld(StationUnderTest test, IAsyncDisposable? around = null)
    {
        (Test, _around) = (test, around);
        test.Csms.Passing = where =>
        {
            if (IsTheOne(where)) test.CutPower();
        };
        test.Disk.PowerGoes = () => GoesAtDisk("the journal's disk");
        test.Flash.PowerGoes = () => GoesAtDisk("the flash");
        test.Born = Watch;
        if (test.IsAlive) Watch(test.Station);

        // As our CSMS does: a start that is repeated is the same transaction.
        test.Csms.On<StartTransactionRequest>(start =>
        {
            Starts.TryAdd(start, 1001 + Starts.Count);
            return new StartTransactionResponse { TransactionId = Starts[start], IdTagInfo = new IdTagInfo { Status = AuthorizationStatus.Accepted } };
        });
    }

    public StationUnderTest Test { get; }

    /// <summary>The different starts that the CSMS heard, with the transactionId of each.</summary>
    public Dictionary<StartTransactionRequest, int> Starts { get; } = [];

    /// <summary>What the station recorded in all its lives, and when; what a cut took away included.</summary>
    public List<(DateTimeOffset At, Fact Fact)> Facts { get; } = [];

    /// <summary>When the power went.</summary>
    public List<DateTimeOffset> CutAt { get; } = [];

    /// <summary>In words.</summary>
    public string Where => string.Join(", then at ", _cuts);

    /// <summary>Points passed in the last stretch, and how many of them were disk calls.</summary>
    public (int All, int Disk) Passed => (_points, _diskCalls);

    public IEnumerable<TFact> Recorded<TFact>()
        where TFact : Fact => Facts.Select(one => one.Fact).OfType<TFact>();

    /// <summary>Lets something happen, with a cut at the point of that number.</summary>
    /// <returns>True if the power went; false if it was over before.</returns>
    public bool IsCutIn(Action<CrashWorld> stretch, int? at)
    {
        (_points, _diskCalls, _cutAt) = (0, 0, at);
        try
        {
            stretch(this);
            return false;
        }
        catch (Exception cut) when (cut is PowerCutException or StationLoopException { InnerException: PowerCutException })
        {
            CutAt.Add(Test.Time.GetUtcNow());
            Test.CutPower();
            Test.Die();
            Test.Resets.Clear();
            return true;
        }
        finally
        {
            _cutAt = null;
        }
    }

    /// <summary>What the disks still have, a while later; the seed says what of the unsynced.</summary>
    public void StayDark(int seed)
    {
        Test.Disk = Test.Disk.AfterPowerCut(seed);
        Test.Flash = Test.Flash.AfterPowerCut(seed);
        Test.Time.Advance(Dark);
    }

    public async ValueTask DisposeAsync()
    {
        Test.Dispose();
        if (_around is not null) await _around.DisposeAsync();
    }

    private void Watch(ChargingStation station) => station.Core.Memory.Recording += fact => Facts.Add((Test.Time.GetUtcNow(), fact));

    private bool GoesAtDisk(string which)
    {
        Interlocked.Increment(ref _diskCalls);
        return IsTheOne(which);
    }

    private bool IsTheOne(string where)
    {
        var number = Interlocked.Increment(ref _points);
        if (number != _cutAt) return false;
        _cuts.Add($"point {number}, {where}");
        return true;
    }
}
