using System.Buffers.Binary;
using Ampwright.Station.Journal;

namespace Ampwright.Station.Simulation;

/// <summary>
/// The memory of the simulated meters: one small file with two places that are written in turn, so that a torn write spoils the older
/// value at worst. A value is written before anybody is told it (so it survives a killed process) and made durable every
/// <see cref="CheckpointWh"/> and at every power cut.
/// </summary>
public sealed class MeterRegisterFile : IDisposable
{
    /// <summary>How much a register may grow before it is synced, Wh.</summary>
    public const long CheckpointWh = 100;

    private const string FileName = "meters";
    private const int Place = 512;
    private readonly IJournalFile _file;
    private readonly long[] _registers;
    private long _turn;
    private long _sinceSync;

    /// <param name="connectors">How many registers there are, at most 60.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public MeterRegisterFile(IJournalDisk disk, int connectors)
    {
        _registers = new long[connectors];
        _file = disk.Open(FileName);
        disk.SyncFolder();
        var bytes = new byte[2 * Place];
        _file.ReadAt(0, bytes);
        foreach (var at in (int[])[0, Place])
        {
            if (!JournalFrame.TryRead(bytes.AsSpan(at, Place), out var frame) || frame.Sequence <= _turn) continue;
            _turn = frame.Sequence;
            for (var index = 0; index < Math.Min(connectors, frame.PayloadLength / sizeof(long)); index++)
                _registers[index] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + JournalFrame.Overhead + (index * sizeof(long))));
        }
    }

    /// <summary>Wh of a connector, counted from 1.</summary>
    public long this[int connector] => _registers[connector - 1];

    public void Set(int connector, long registerWh)
    {
        var grown = registerWh - _registers[connector - 1];
        if (grown <= 0) return;
        Write(connector, registerWh);
        _sinceSync += grown;
        if (_sinceSync >= CheckpointWh) Sync();
    }

    /// <summary>Puts any value in a register's place, a lower one too, and makes it durable.</summary>
    public void Replace(int connector, long registerWh)
    {
        Write(connector, registerWh);
        _file.Sync();
        _sinceSync = 0;
    }

    public void Sync()
    {
        if (_sinceSync == 0) return;
        _file.Sync();
        _sinceSync = 0;
    }

    public void Dispose()
    {
        Sync();
        _file.Dispose();
    }

    private void Write(int connector, long registerWh)
    {
        _registers[connector - 1] = registerWh;
        var payload = new byte[_registers.Length * sizeof(long)];
        for (var index = 0; index < _registers.Length; index++)
            BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(index * sizeof(long)), _registers[index]);
        _turn++;
        _file.WriteAt(_turn % 2 * Place, JournalFrame.Write(1, _turn, (JournalRecordType)16, 1, payload));
    }
}
