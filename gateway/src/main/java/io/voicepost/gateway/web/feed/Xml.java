package io.voicepost.gateway.web.feed;

import java.io.StringWriter;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes an XML document, all text escaped. Control characters, which XML 1.0 has no way to write,
/// are left out.
final class Xml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private final XMLStreamWriter writer;

  private interface XmlAction {
    void run() throws XMLStreamException;
  }

  private Xml(XMLStreamWriter writer) {
    this.writer = writer;
  }

  static String document(Consumer<Xml> content) {
    var text = new StringWriter();
    var xml = new Xml(writer(text));
    xml.step(() -> xml.writer.writeStartDocument("UTF-8", "1.0"));
    content.accept(xml);
    xml.step(xml.writer::writeEndDocument);
    return text.toString();
  }

  /// Opens an element.
  ///
  /// @param attributes names and values in turn
  void open(String name, String... attributes) {
    step(() -> writer.writeStartElement(name));
    attributes(attributes);
  }

  void close() {
    step(writer::writeEndElement);
  }

  void empty(String name, String... attributes) {
    step(() -> writer.writeEmptyElement(name));
    attributes(attributes);
  }

  void text(String name, String text, String... attributes) {
    open(name, attributes);
    step(() -> writer.writeCharacters(printable(text)));
    close();
  }

  private void attributes(String... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      var name = attributes[i];
      var value = printable(attributes[i + 1]);
      step(() -> writer.writeAttribute(name, value));
    }
  }

  private static String printable(String text) {
    return text.codePoints()
        .filter(it -> it >= ' ' || it == '\n' || it == '\t')
        .filter(it -> it < 0xFFFE || it > 0xFFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static XMLStreamWriter writer(StringWriter text) {
    try {
      return FACTORY.createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML could not be written to memory", e);
    }
  }

  private void step(XmlAction step) {
    try {
      step.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML could not be written to memory", e);
    }
  }
}
