using System.Numerics;
using System.Security.Cryptography;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// Verifies RSASSA-PSS with SHA-256 and a salt of any length (RFC 8017 §9.1.2). The framework takes a salt of 32 bytes only, while
/// <c>openssl dgst</c>, which firmware is often signed with, makes the longest that fits.
/// </summary>
internal static class PssSignature
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    public static bool Verifies(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, RSAParameters key)
    {
        // An exponent is 3 or 65537; a long one would only be work for us.
        if (hash.Length != HashBytes || key.Exponent!.Length > 8 || signature.Length != key.Modulus!.Length) return false;
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var value = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (value >= modulus) return false;
        var bits = (int)modulus.GetBitLength() - 1;
        var opened = BigInteger.ModPow(value, new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true), modulus);
        return opened.GetBitLength() <= bits && IsEncodingOf(hash, Padded(opened, (bits + 7) / 8), bits);
    }

    // The steps are numbered as in RFC 8017 §9.1.2.
    private static bool IsEncodingOf(ReadOnlySpan<byte> hash, byte[] encoded, int bits)
    {
        // 3, 4
        if (encoded.Length < HashBytes + 2 || encoded[^1] != 0xbc) return false;
        // 5
        var data = encoded.AsSpan(0, encoded.Length - HashBytes - 1);
        var expected = encoded.AsSpan(data.Length, HashBytes);
        // 6: the bits above the length are 0; the caller has looked at that.
        // 7, 8
        Mask(data, expected);
        // 9
        data[0] &= (byte)(0xff >> (8 * encoded.Length - bits));
        // 10: zeros, a one, the salt
        var one = data.IndexOfAnyExcept((byte)0);
        if (one < 0 || data[one] != 1) return false;
        // 11 to 14
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(new byte[8]);
        sha.AppendData(hash);
        sha.AppendData(data[(one + 1)..]);
        return CryptographicOperations.FixedTimeEquals(sha.GetHashAndReset(), expected);
    }

    // MGF1, RFC 8017 §B.2.1.
    private static void Mask(Span<byte> data, ReadOnlySpan<byte> seed)
    {
        Span<byte> counted = stackalloc byte[HashBytes + 4];
        seed.CopyTo(counted);
        Span<byte> block = stackalloc byte[HashBytes];
        for (var i = 0; i < data.Length; i++)
        {
            if (i % HashBytes == 0)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(counted[HashBytes..], i / HashBytes);
                SHA256.HashData(counted, block);
            }

            data[i] ^= block[i % HashBytes];
        }
    }

    private static byte[] Padded(BigInteger value, int length)
    {
        var bytes = new byte[length];
        var count = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(bytes.AsSpan(length - count), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
