//! The forms in Spanish.

use super::words::{AnswerWords, FeedbackWords, ImpossibilityWords, OrderWords, Words};

pub(super) static WORDS: Words = Words {
    rehearsal: "EJERCICIO (REHEARSAL) - este formulario forma parte de un ejercicio y carece de efectos jurídicos",
    section: "SECCIÓN",
    colon: ":",
    not_given: "(no consta)",
    order: ORDER,
    answer: ANSWER,
    feedback: FeedbackWords {
        title: "INFORMACIÓN TRAS LA RETIRADA DE CONTENIDOS TERRORISTAS O EL BLOQUEO DEL ACCESO A ELLOS",
        basis: "Anexo II, artículo 3, apartado 6, del Reglamento (UE) 2021/784",
        b: "Medida adoptada en cumplimiento de la orden de retirada (una sola casilla)",
        actions: [
            "Se ha retirado el contenido terrorista.",
            "Se ha bloqueado el acceso al contenido terrorista en todos los Estados miembros.",
        ],
        acted_at: "Hora y fecha de la medida",
    },
    impossibility: ImpossibilityWords {
        title: "INFORMACIÓN SOBRE LA IMPOSIBILIDAD DE EJECUTAR UNA ORDEN DE RETIRADA",
        basis: "Anexo III, artículo 3, apartados 7 y 8, del Reglamento (UE) 2021/784",
        b: "Motivos de la no ejecución",
        grounds_lead: "(1) La orden de retirada no puede ejecutarse, o no puede ejecutarse dentro del plazo, por:",
        grounds: [
            "fuerza mayor o imposibilidad de hecho no imputable al prestador de servicios de alojamiento de datos, \
             incluidos motivos técnicos u operativos objetivamente justificables;",
            "errores manifiestos en la orden de retirada;",
            "información insuficiente en la orden de retirada.",
        ],
        further_reasons: "(2) Más información sobre estos motivos",
        clarification: "(3) Errores detectados, o información o aclaraciones adicionales que se necesitan",
    },
};

const ORDER: OrderWords = OrderWords {
    title: "ORDEN DE RETIRADA",
    basis: "Anexo I, artículo 3 del Reglamento (UE) 2021/784 del Parlamento Europeo y del Consejo",
    preamble: [
        "En virtud del artículo 3 del Reglamento (UE) 2021/784, el destinatario deberá retirar el contenido terrorista \
         aquí indicado, o bloquear el acceso a él en todos los Estados miembros, lo antes posible y, en cualquier \
         caso, en el plazo de una hora desde la recepción de la presente orden.",
        "En virtud del artículo 6, el destinatario conservará los contenidos retirados o cuyo acceso se haya bloqueado \
         y los datos conexos durante seis meses, o durante más tiempo si así lo solicitan las autoridades u órganos \
         jurisdiccionales competentes.",
        "En virtud del artículo 15, apartado 2, la presente orden se enviará en una de las lenguas designadas por el \
         destinatario.",
    ],
    a: "Emisión y destinatario",
    issuing_ms: "Estado miembro de la autoridad competente emisora",
    issuer_in_e_and_f: "NB: los datos de la autoridad competente emisora figuran en las secciones E y F.",
    addressee: "Destinatario",
    legal_representative: "Representante legal",
    contact_point: "Punto de contacto",
    host_ms: "Estado miembro del establecimiento principal o del representante legal",
    issued_at: "Hora y fecha de emisión",
    order_ref: "Número de referencia de la orden",
    b: "Contenido terrorista que debe retirarse o cuyo acceso debe bloquearse en todos los Estados miembros",
    url: "Dirección exacta (URL)",
    additional_locator: "Información adicional para identificar y localizar el contenido",
    reasons_lead: "El material se considera contenido terrorista con arreglo al artículo 2, punto 7, porque:",
    reasons: [
        "incita a otras personas a cometer delitos de terrorismo, por ejemplo mediante la apología de actos \
         terroristas o promoviendo la comisión de tales delitos [letra a)];",
        "induce a otras personas a cometer delitos de terrorismo o a contribuir a su comisión [letra b)];",
        "induce a otras personas a participar en las actividades de un grupo terrorista [letra c)];",
        "proporciona instrucciones sobre la fabricación o el uso de explosivos, armas de fuego u otras armas, o de \
         sustancias nocivas o peligrosas, o sobre otros métodos o técnicas específicos, con el fin de cometer delitos \
         de terrorismo o de contribuir a su comisión [letra d)];",
        "constituye una amenaza de comisión de uno de los delitos de terrorismo [letra e)].",
    ],
    additional_reasons: "Información adicional sobre los motivos por los que el material se considera contenido \
                         terrorista",
    c: "Información al proveedor de contenidos",
    non_disclosure: "Por motivos de seguridad pública, el destinatario debe abstenerse de informar al proveedor de \
                     contenidos de la retirada o del bloqueo del acceso.",
    otherwise_see_g: "Si esta casilla no está marcada: véanse en la sección G las posibilidades de impugnar la orden \
                      en el Estado miembro de emisión. El proveedor de contenidos recibirá, si la solicita, una copia \
                      de la orden.",
    d: "Información a la autoridad competente del Estado miembro del establecimiento principal o del representante \
        legal",
    host_ms_differs: "El Estado miembro del establecimiento principal o del representante legal no es el Estado \
                      miembro de emisión.",
    copy_sent: "Se envía una copia de la presente orden a la autoridad competente de dicho Estado miembro.",
    e: "La autoridad competente emisora",
    authority_types: [
        "juez, órgano jurisdiccional o juez de instrucción",
        "autoridad policial",
        "otra autoridad competente (cumpliméntese también la sección F)",
    ],
    certified_by: "La autoridad, o su representante, certifica que la presente orden es exacta y correcta.",
    authority: "Nombre de la autoridad",
    representative: "Nombre de su representante",
    post: "Cargo (título y grado)",
    file_no: "Número de expediente",
    address: "Dirección",
    telephone: "Teléfono (prefijo del país, prefijo de zona)",
    fax: "Fax (prefijo del país, prefijo de zona)",
    email: "Correo electrónico",
    date: "Fecha",
    stamp: "Sello oficial",
    signature: "Firma",
    channel: "Sin firma: enviada por un canal que autentica al remitente",
    f: "Datos de contacto para el seguimiento",
    issuing_contact: "Autoridad emisora, para informar sobre la hora de la retirada y para aclaraciones",
    host_contact: "Autoridad competente del Estado miembro del establecimiento principal o del representante legal",
    g: "Vías de recurso",
    body_or_court: "Organismo u órgano jurisdiccional ante el que puede impugnarse la orden",
    deadline: "Plazo (días o meses a partir de)",
    provisions: "Disposiciones nacionales",
};

const ANSWER: AnswerWords = AnswerWords {
    a: "La orden de retirada",
    addressee: "Destinatario de la orden",
    issuing_authority: "Autoridad que emitió la orden",
    authority_file_ref: "Referencia del expediente de la autoridad",
    addressee_file_ref: "Referencia del expediente del destinatario",
    received_at: "Hora y fecha de recepción de la orden",
    c: "Remitente del presente formulario",
    provider_name: "Nombre del prestador de servicios de alojamiento de datos",
    representative_name: "Nombre del representante legal",
    provider_ms: "Estado miembro del establecimiento principal",
    representative_ms: "Estado miembro del representante legal",
    authorised_person: "Persona autorizada",
    contact_email: "Correo electrónico del punto de contacto",
    date: "Fecha",
    signature: "Firma",
    signed_at: "Hora y fecha",
};
