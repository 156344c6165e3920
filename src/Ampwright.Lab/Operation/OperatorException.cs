namespace Ampwright.Lab.Operation;

/// <summary>An action at the hardware or at the operator's desk could not be done; the message says why.</summary>
internal sealed class OperatorException : Exception
{
    public OperatorException(string message) : base(message)
    {
    }

    public OperatorException(string message, Exception inner) : base(message, inner)
    {
    }
}
