namespace Ampwright.Station.Product;

public enum ProductCable
{
    Detachable,
    Fixed,
}
