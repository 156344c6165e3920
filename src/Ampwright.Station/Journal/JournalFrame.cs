using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ampwright.Station.Journal;

/// <summary>
/// One frame of a journal file, little-endian:
/// <code>
///  0        4        8       12               20     21      22
///  +--------+--------+--------+----------------+------+-------+---------
///  | length | CRC32C | boot   | sequence       | type | layout| payload …
///  +--------+--------+--------+----------------+------+-------+---------
/// </code>
/// The length is the payload's; the checksum covers all but itself. A frame of zeros is not valid.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JournalFrame(uint Boot, long Sequence, JournalRecordType Type, byte Version, int PayloadLength)
{
    public const int Overhead = 22;

    /// <summary>Longest payload, bytes. A longer length on disk is damage, whatever the checksum says.</summary>
    public const int MaxPayload = 1 << 20;

    public int Length => Overhead + PayloadLength;

    public static byte[] Write(uint boot, long sequence, JournalRecordType type, byte version, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MaxPayload)
        {
            throw new ArgumentException(
                $"A record of {payload.Length} bytes is longer than the journal's limit of {MaxPayload}.", nameof(payload));
        }

        var frame = new byte[Overhead + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), boot);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(12), sequence);
        frame[20] = (byte)type;
        frame[21] = version;
        payload.CopyTo(frame.AsSpan(Overhead));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Checksum(frame));
        return frame;
    }

    /// <summary>Reads the frame that begins at the start of <paramref name="bytes"/>; false when there is no intact one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalFrame frame)
    {
        frame = default;
        if (bytes.Length < Overhead) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length is < 0 or > MaxPayload || length > bytes.Length - Overhead) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Checksum(bytes[..(Overhead + length)])) return false;
        frame = new JournalFrame(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]),
            (JournalRecordType)bytes[20],
            bytes[21],
            length);
        return true;
    }

    /// <summary>CRC-32C (Castagnoli) of two pieces taken as one.</summary>
    internal static uint Crc32C(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Crc32C(Crc32C(uint.MaxValue, first), second);

    private static uint Checksum(ReadOnlySpan<byte> frame) => Crc32C(frame[..4], frame[8..]);

    private static uint Crc32C(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes) crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
