using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ampwright.Csms.Transactions;

/// <summary>
/// A keyed permutation of 1..2147483647: counted numbers go in, unique numbers come out that tell nothing of their neighbours.
/// A Feistel network over 32 bits, walked until it is back in the range (OCPP 1.6 errata v4.0 3.54: positive ids).
/// </summary>
internal sealed class IdPermutation(byte[] key)
{
    private const int Rounds = 8;

    public int Encode(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        var value = (uint)number;
        // Each step is a permutation of 32 bits, so the walk returns to the range and no two walks end in one place.
        do value = Step(value);
        while (value is 0 or > int.MaxValue);
        return (int)value;
    }

    private uint Step(uint value)
    {
        var left = value >> 16;
        var right = value & 0xFFFF;
        Span<byte> input = stackalloc byte[3];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (var round = 0; round < Rounds; round++)
        {
            input[0] = (byte)round;
            BinaryPrimitives.WriteUInt16BigEndian(input[1..], (ushort)right);
            HMACSHA256.HashData(key, input, mac);
            (left, right) = (right, left ^ BinaryPrimitives.ReadUInt16BigEndian(mac));
        }
        return (left << 16) | right;
    }
}
