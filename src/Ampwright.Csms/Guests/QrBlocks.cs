namespace Ampwright.Csms.Guests;

/// <summary>The codewords of a QR code of level M: the text's bytes, and those that restore what cannot be read. ISO/IEC 18004:2015 §7.4 to §7.6.</summary>
internal static class QrBlocks
{
    private const int ByteMode = 0b0100;

    // By version: all codewords, blocks, codewords of error correction in each block.
    private static readonly (int All, int Blocks, int Correcting)[] Versions =
    [
        (26, 1, 10), (44, 1, 16), (70, 1, 26), (100, 2, 18), (134, 2, 24), (172, 4, 16), (196, 4, 18), (242, 4, 22), (292, 5, 22), (346, 5, 26),
    ];

    private static readonly byte[] Power = Powers();

    /// <returns>The smallest version that holds so many bytes; null when none of these does.</returns>
    public static int? VersionFor(int bytes)
    {
        for (var version = 1; version <= Versions.Length; version++)
        {
            if (4 + LengthBits(version) + (8 * bytes) <= 8 * DataOf(version)) return version;
        }
        return null;
    }

    /// <summary>All codewords, in the order in which they are drawn.</summary>
    public static byte[] Codewords(byte[] text, int version)
    {
        var (all, blocks, correcting) = Versions[version - 1];
        var data = Data(text, version);
        // The last blocks are longer by one where it does not come out even.
        var (shorter, longer) = (data.Length / blocks, data.Length % blocks);
        var cut = new List<byte[]>();
        for (int block = 0, at = 0; block < blocks; block++)
        {
            var length = shorter + (block >= blocks - longer ? 1 : 0);
            cut.Add(data[at..(at + length)]);
            at += length;
        }
        var corrections = cut.ConvertAll(block => Correction(block, correcting));
        var drawn = new List<byte>(all);
        for (var at = 0; at <= shorter; at++) drawn.AddRange(cut.Where(block => at < block.Length).Select(block => block[at]));
        for (var at = 0; at < correcting; at++) drawn.AddRange(corrections.Select(block => block[at]));
        return [.. drawn];
    }

    private static int DataOf(int version) => Versions[version - 1].All - (Versions[version - 1].Blocks * Versions[version - 1].Correcting);

    private static int LengthBits(int version) => version < 10 ? 8 : 16;

    private static byte[] Data(byte[] text, int version)
    {
        var bits = new List<bool>();
        Add(ByteMode, 4);
        Add(text.Length, LengthBits(version));
        foreach (var one in text) Add(one, 8);
        var room = DataOf(version);
        Add(0, Math.Min(4, (8 * room) - bits.Count));
        Add(0, (8 - (bits.Count % 8)) % 8);
        for (var padding = 0xEC; bits.Count < 8 * room; padding ^= 0xEC ^ 0x11) Add(padding, 8);
        return [.. bits.Chunk(8).Select(octet => (byte)octet.Aggregate(0, (value, bit) => (value << 1) | (bit ? 1 : 0)))];

        void Add(int value, int count)
        {
            for (var bit = count - 1; bit >= 0; bit--) bits.Add((value >> bit & 1) != 0);
        }
    }

    /// <summary>The remainder of the block by the generator polynomial: Reed and Solomon's code over GF(256) with 0x11D.</summary>
    private static byte[] Correction(byte[] block, int degree)
    {
        var generator = Generator(degree);
        var rest = new byte[degree];
        foreach (var one in block)
        {
            var factor = (byte)(one ^ rest[0]);
            rest = [.. rest.Skip(1), 0];
            for (var at = 0; at < degree; at++) rest[at] ^= Times(generator[at], factor);
        }
        return rest;
    }

    /// <summary>The product of (x - 2^i), without its leading 1.</summary>
    private static byte[] Generator(int degree)
    {
        var product = new byte[degree];
        product[^1] = 1;
        for (var root = 0; root < degree; root++)
        {
            for (var at = 0; at < degree; at++)
            {
                product[at] = Times(product[at], Power[root]);
                if (at + 1 < degree) product[at] ^= product[at + 1];
            }
        }
        return product;
    }

    private static byte Times(byte left, byte right) =>
        left == 0 || right == 0 ? (byte)0 : Power[(Array.IndexOf(Power, left, 0, 255) + Array.IndexOf(Power, right, 0, 255)) % 255];

    private static byte[] Powers()
    {
        var powers = new byte[255];
        for (int exponent = 0, value = 1; exponent < powers.Length; exponent++)
        {
            powers[exponent] = (byte)value;
            value = (value << 1) ^ (value >= 128 ? 0x11D : 0);
        }
        return powers;
    }
}
