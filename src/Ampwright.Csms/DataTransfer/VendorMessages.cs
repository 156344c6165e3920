using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.DataTransfer;

/// <summary>
/// The vendors' messages that are understood. To add one: a line in <see cref="All"/>; its vendor is then known, and other messages of
/// that vendor are answered with UnknownMessageId (OCPP 1.6 ed. 2 §4.3).
/// </summary>
internal sealed class VendorMessages(IReadOnlyList<VendorMessage> messages)
{
    /// <summary>None so far: every vendor is answered UnknownVendorId.</summary>
    public static VendorMessages All { get; } = new([]);

    /// <returns>The message, or why there is none.</returns>
    public (VendorMessage? Message, DataTransferStatus Otherwise) Find(string vendorId, string? messageId)
    {
        var ofVendor = messages.Where(message => message.VendorId.Equals(vendorId, StringComparison.OrdinalIgnoreCase)).ToList();
        if (ofVendor.Count == 0) return (null, DataTransferStatus.UnknownVendorId);
        return (ofVendor.Find(message => string.Equals(message.MessageId, messageId, StringComparison.OrdinalIgnoreCase)), DataTransferStatus.UnknownMessageId);
    }
}
