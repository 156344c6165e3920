using System.Buffers;

namespace Ampwright.Bench.Load;

/// <summary>What one station says, a CALL after the other: heartbeats, or whole sessions.</summary>
internal interface IScript
{
    /// <summary>Whether nothing is begun that the next CALL should end.</summary>
    bool IsAtRest { get; }

    /// <summary>Writes the next CALL.</summary>
    /// <param name="messageId">Unused so far in the run.</param>
    /// <param name="into">Takes at most 900 bytes.</param>
    void Next(long messageId, IBufferWriter<byte> into);

    /// <summary>Takes the answer to it.</summary>
    void Answered(ReadOnlySpan<byte> result);
}
